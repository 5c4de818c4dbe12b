package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Gates before commits, and the plugins that come with the server. */
interface GatesHttpContract extends HttpContract {

  /** A draft that takes the instructions of its assistant away. */
  private static String emptied(Person person) {
    String live =
        person.creates(Body.of("name", "A", "instructions", "Be kind.")).header("Location");
    String draft = person.post(live + "/_edit").expect(201).header("Location");
    person.put(draft, Body.of("instructions", Body.NULL, "welcome", "Hi")).expect(200);
    return live;
  }

  @Test
  default void blockedCommitSaysWhyAndChangesNothing() {
    Person alice = alice();
    String live = emptied(alice);

    Answer refused = alice.post(live + "/draft/_commit").refused(422, "commit-blocked");

    refused.shows(
        "/reasons/0/gate", "required-instructions",
        "/reasons/0/path", "/instructions",
        "/warnings", List.of());
    alice.get(live).expect(200).shows("/revision", 1, "/instructions", "Be kind.");
    Answer draft = alice.get(live + "/draft").expect(200).shows("/instructions", Body.NULL);
    alice.put(draft.link("self"), Body.of("instructions", "Be brief.")).expect(200);
    Answer committed = alice.post(live + "/draft/_commit").expect(200);
    committed.shows("/revision", 2, "/instructions", "Be brief.");
    assertThat(committed.has("/warnings")).isFalse();
  }

  @Test
  default void forcedAndPartialCommitsAreLookedAtToo() {
    Person alice = alice();
    String live = emptied(alice);
    alice.put(live, Body.of("description", "d")).expect(200);
    alice
        .post(live + "/draft/_commit?force=true&expectedRevision=2")
        .refused(422, "commit-blocked");
    alice.post(live + "/draft/_commit").refused(409, "live-changed");

    String other = emptied(alice);
    alice
        .post(other + "/draft/_commit", Body.of("paths", List.of("/instructions")))
        .refused(422, "commit-blocked");
    // The gate looks at what would be live, which still has instructions.
    alice
        .post(other + "/draft/_commit", Body.of("paths", List.of("/welcome")))
        .expect(200)
        .shows("/welcome", "Hi", "/instructions", "Be kind.");
    alice.delete(other + "/draft").expect(204);
  }

  @Test
  default void warningsStandInTheAnswer() {
    Person alice = alice();
    String live =
        alice
            .creates(Body.of("name", "A", "instructions", "Be kind. ".repeat(100)))
            .header("Location");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.post(live + "/draft/_check").expect(200).shows("/blocked", false, "/warnings", List.of());
    alice.put(draft, Body.of("instructions", "Be kind.")).expect(200);

    alice
        .post(live + "/draft/_check")
        .expect(200)
        .shows("/blocked", false, "/warnings/0/gate", "required-instructions");
    alice
        .post(live + "/draft/_commit")
        .expect(200)
        .shows(
            "/revision", 2,
            "/warnings/0/code", "gate-warning",
            "/warnings/0/path", "/instructions");
  }

  @Test
  default void checkTellsWhatACommitWouldBeTold() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    String live =
        alice
            .creates(Body.of("name", "A", "instructions", "Be kind.", "ownerId", "sales"))
            .header("Location");
    alice.post(live + "/draft/_check").refused(404, "no-draft");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("instructions", "")).expect(200);

    // Whoever reads the draft can ask.
    Person reader = tenant.user("bob").readerOf("sales");
    for (String id : List.of(live, draft)) {
      reader
          .post(id + "/draft/_check")
          .expect(200)
          .shows("/blocked", true, "/reasons/0/gate", "required-instructions");
    }
    alice.post(live + "/draft/_check", Body.of("x", 1)).invalid("/x");
    alice.post(live + "/draft/_check?x=1").refused(400, "invalid-request");
    alice.get(live + "/draft").expect(200);
    alice.get(live).expect(200).shows("/revision", 1);
  }

  @Test
  default void httpSkillNamesASecretOfItsAssistantAndNothingElse() {
    Person alice = alice();
    String live = alice.has("A");
    String other = alice.creates(Body.of("name", "B")).header("Location");
    String secret = secret(alice, live);
    String foreign = secret(alice, other);
    for (Object bad : List.of("s3cret", foreign, 5, List.of(secret))) {
      alice.post(live + "/skills", calling("/orders/{id}", bad)).invalid("/data/credential");
    }

    String path =
        alice
            .post(live + "/skills", calling("/orders/{id}", secret))
            .expect(201)
            .header("Location");

    alice.get(path).expect(200).shows("/data/credential", secret);
    alice
        .get(path + "/driver")
        .expect(200)
        .shows("/toolDefinition/parameters/required", List.of("id"));
  }

  @Test
  default void aPartOfADraftLeavesNoSecretBehindThatItsSkillNames() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    String secret = "/secrets/" + secret(alice, draft);
    Object calling = calling("/orders", secret.substring("/secrets/".length()));
    String skill = "/skills/" + alice.post(draft + "/skills", calling).expect(201).text("/id");

    Answer refused =
        alice
            .post(live + "/draft/_commit", Body.of("paths", List.of(skill)))
            .refused(422, "commit-incomplete");
    assertThat(refused.body()).contains("\"" + secret + "\"", skill + "/data/credential");
    alice.post(live + "/draft/_commit", Body.of("paths", List.of(skill, secret))).expect(200);
    // Now the other way round: the secret would go, and the skill that names it stay.
    alice.post(live + "/_edit").expect(201);
    alice.delete(draft(alice, live) + skill).expect(204);
    alice.delete(draft(alice, live) + secret).expect(204);
    alice
        .post(live + "/draft/_commit", Body.of("paths", List.of(secret)))
        .refused(422, "commit-incomplete");
    alice.post(live + "/draft/_commit").expect(200);
  }

  private static String draft(Person person, String live) {
    return "/api/assistants/" + person.get(live + "/draft").expect(200).text("/id");
  }

  private static String secret(Person person, String path) {
    return person
        .post(path + "/secrets", Body.of("name", "key", "value", "s3cret"))
        .expect(201)
        .text("/id");
  }

  private static Object calling(String path, Object credential) {
    return Body.of(
        "type",
        "http-request",
        "data",
        Body.of(
            "url",
            "https://shop.example" + path,
            "authentication",
            "bearer",
            "credential",
            credential));
  }

  @Test
  default void pluginsSayWhatTheirFieldsCanNot() {
    Person alice = alice();
    String skills = alice.has("A") + "/skills";
    alice
        .post(skills, Body.of("type", "http-request", "data", Body.of("url", "ftp://x")))
        .invalid("/data/url");
    alice
        .post(
            skills,
            Body.of(
                "type",
                "http-request",
                "data",
                Body.of(
                    "url",
                    "https://user:word@shop.example",
                    "headers",
                    Body.of("Authorization", "x", "Accept", 5))))
        .invalid("/data/url", "/data/headers/Authorization", "/data/headers/Accept");
    alice
        .post(
            skills,
            Body.of("type", "web-search", "data", Body.of("allowedDomains", "example.org, -")))
        .invalid("/data/allowedDomains");
    alice
        .post(skills, Body.of("type", "dataset-query", "data", Body.of("columns", "a,,b")))
        .invalid("/data/columns");
    for (String type : List.of("code-execution", "file-analysis")) {
      alice.post(skills, Body.of("type", type)).expect(201);
    }
  }

  @Test
  default void operatorSeesThePluginsAndHealthCountsThem() {
    Person operator = tenant().user("op").operator().withoutSeat();

    Answer list = operator.get("/api/admin/plugins").expect(200);

    assertThat(list.texts("/_embedded/inf:plugin", "id"))
        .contains("web-search", "required-instructions");
    assertThat(list.texts("/_embedded/inf:plugin", "state")).containsOnly("running");
    list.shows("/upload", false);
    operator
        .get("/api/admin/plugins/required-instructions")
        .expect(200)
        .shows(
            "/builtIn",
            true,
            "/version",
            "1.0.0",
            "/reason",
            Body.NULL,
            "/gates",
            List.of("required-instructions"));
    operator.get("/api/admin/plugins/none").refused(404, "not-found");
    operator.get("/api/admin/plugins?x=1").refused(400, "invalid-request");
    operator.delete("/api/admin/plugins/web-search").refused(409, "plugin-upload-off");
    operator.post("/api/admin/plugins").refused(409, "plugin-upload-off");
    operator
        .get("/health/readiness")
        .expect(200)
        .shows("/status", "UP", "/details/plugins/running", 6, "/details/plugins/refused", 0);
  }
}
