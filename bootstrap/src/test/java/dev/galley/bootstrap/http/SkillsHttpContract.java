package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The skills of live and of drafts. */
interface SkillsHttpContract extends HttpContract {

  private static String skill(Person person, String path, String name) {
    return person
        .post(path + "/skills", Body.of("type", "web-search", "name", name))
        .expect(201)
        .text("/id");
  }

  @Test
  default void aSkillKeepsEveryField() {
    Person alice = alice();
    String path = alice.has("A");
    JsonObject body =
        Body.of(
            "type", "dataset-query",
            "name", "Query Sales Data",
            "description", "d",
            "data", Body.of("maxRows", 5, "columns", "a,b", "filter", Body.of("x", List.of(1))),
            "datasetId", "ds",
            "datasourceId", "src",
            "reportId", "r",
            "queryId", "q",
            "templateId", "t",
            "integrationId", "i");

    Answer added = alice.post(path + "/skills", body).expect(201);

    String id = added.text("/id");
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(added.header("Location")).isEqualTo(path + "/skills/" + id);
    Answer read = alice.get(added.header("Location")).expect(200);
    body.members().forEach((name, value) -> read.shows("/" + name, value));
    assertThat(read.object()).isEqualTo(added.object());
    assertThat(read.etag()).isEqualTo(added.etag());
    for (String relation : read.names("/_links")) {
      alice.get(read.link(relation)).expect(200);
    }
    alice.get(added.header("Location")).ifNoneMatch(read.etag()).expect(304);
    alice.get(path).expect(200).shows("/revision", 2, "/skills/0/id", id);
  }

  @Test
  default void theOrderIsKeptAndCanBeChanged() {
    Person alice = alice();
    String path = alice.has("A");
    String one = skill(alice, path, "one");
    String two = skill(alice, path, "two");
    String three = skill(alice, path, "three");

    Answer list = alice.get(path + "/skills").expect(200);
    list.shows("/start", 0, "/count", 3, "/total", 3);
    assertThat(list.texts("/_embedded/inf:assistant-skill", "id")).containsExactly(one, two, three);

    Answer reordered = alice.put(path + "/skills", List.of(three, one, two)).expect(200);
    assertThat(reordered.texts("/_embedded/inf:assistant-skill", "id"))
        .containsExactly(three, one, two);
    assertThat(alice.get(path).expect(200).texts("/skills", "id")).containsExactly(three, one, two);
    alice.put(path + "/skills/" + one, Body.of("name", "uno")).expect(200);
    assertThat(alice.get(path).expect(200).texts("/skills", "name"))
        .containsExactly("three", "uno", "two");
  }

  @Test
  default void anOrderNamesEachSkillOnce() {
    Person alice = alice();
    String path = alice.has("A");
    String one = skill(alice, path, "one");
    String two = skill(alice, path, "two");
    String unknown = UUID.randomUUID().toString();

    alice.put(path + "/skills", List.of(one)).invalid("");
    alice.put(path + "/skills", List.of(one, one)).invalid("");
    alice.put(path + "/skills", List.of(one, two, two)).invalid("");
    alice.put(path + "/skills", List.of(one, unknown)).invalid("");
    alice.put(path + "/skills", List.of()).invalid("");
    alice.put(path + "/skills", List.of(one, "x", 5)).invalid("/1", "/2");
    alice.put(path + "/skills", Body.of("ids", List.of(one, two))).invalid("");
    alice.put(path + "/skills", List.of(one, two)).expect(200);
    alice.get(path).expect(200).shows("/revision", 3);
    assertThat(alice.get(path).expect(200).texts("/skills", "id")).containsExactly(one, two);
  }

  @Test
  default void manySkillsArePagedAndTheOrderStillAnswersWithLinksThatWork() {
    Person alice = alice();
    String live = alice.has("A");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      ids.add(skill(alice, live, "s" + i));
    }
    ids.addFirst(ids.removeLast());

    Answer reordered = alice.put(live + "/skills", ids).expect(200);

    reordered.shows("/total", 201);
    for (String relation : reordered.names("/_links")) {
      alice.get(reordered.link(relation)).expect(200);
    }
    List<String> walked = new ArrayList<>();
    String next = live + "/skills?start=0&limit=90";
    while (!next.isEmpty()) {
      Answer page = alice.get(next).expect(200);
      walked.addAll(page.texts("/_embedded/inf:assistant-skill", "id"));
      next = page.links("next") ? page.link("next") : "";
    }
    assertThat(walked).isEqualTo(ids);
  }

  @Test
  default void theTypeIsAnInstalledTemplate() {
    Person alice = alice();
    String path = alice.has("A");
    alice.post(path + "/skills", Body.of("name", "x")).invalid("/type");
    alice.post(path + "/skills", Body.of("type", "teleport")).invalid("/type");
    alice.post(path + "/skills", Body.of("type", Body.NULL)).invalid("/type");
    alice.post(path + "/skills", Body.of("type", 5)).invalid("/type");
    String id = skill(alice, path, "x");
    alice.put(path + "/skills/" + id, Body.of("type", "teleport")).invalid("/type");
  }

  @Test
  default void theDataIsCheckedAgainstTheTemplate() {
    Person alice = alice();
    String path = alice.has("A");
    alice
        .post(
            path + "/skills",
            Body.of(
                "type",
                "web-search",
                "data",
                Body.of(
                    "maxResults", 51, "allowedDomains", 5, "safeSearch", "never", "colour", "red")))
        .invalid("/data/maxResults", "/data/allowedDomains", "/data/safeSearch", "/data/colour");
    for (Object bad : List.of(0, 1.5, "10", true)) {
      alice
          .post(path + "/skills", Body.of("type", "web-search", "data", Body.of("maxResults", bad)))
          .invalid("/data/maxResults");
    }
    String id = skill(alice, path, "x");
    alice
        .put(path + "/skills/" + id, Body.of("data", Body.of("maxResults", 0)))
        .invalid("/data/maxResults");
    // What is good for one type need not be for another.
    alice.put(path + "/skills/" + id, Body.of("data", Body.of("maxResults", 50))).expect(200);
    alice.put(path + "/skills/" + id, Body.of("type", "dataset-query")).invalid("/data/maxResults");
  }

  @Test
  default void fieldsOfASkillHaveTheirRules() {
    Person alice = alice();
    String path = alice.has("A");
    alice
        .post(
            path + "/skills",
            Body.of(
                "type", "web-search",
                "name", "n".repeat(201),
                "description", "d".repeat(4_001),
                "datasetId", 5,
                "data", List.of(),
                "id", UUID.randomUUID().toString(),
                "colour", "red"))
        .invalid("/name", "/description", "/datasetId", "/data", "/id", "/colour");
    alice
        .post(
            path + "/skills",
            Body.of("type", "dataset-query", "data", Body.of("filter", "x".repeat(64 * 1024 + 1))))
        .invalid("/data");
    alice
        .post(
            path + "/skills",
            Body.of(
                "type", "dataset-query",
                "description", "d".repeat(4_000),
                "data", Body.of("filter", "x".repeat(62_000))))
        .invalid("");
  }

  @Test
  default void aSkillIsChangedInItsNamedFieldsAndCanBeSentBack() {
    Person alice = alice();
    String path = alice.has("A");
    String url = path + "/skills/" + skill(alice, path, "one");
    Answer fetched = alice.get(url).expect(200);

    alice.put(url, fetched.object()).expect(200);
    alice.get(path).expect(200).shows("/revision", 2);
    alice
        .put(url, fetched.object().with("description", Body.json("d")))
        .expect(200)
        .shows("/name", "one", "/description", "d", "/id", fetched.text("/id"));
    alice.put(url, Body.of("name", Body.NULL)).expect(200).shows("/name", Body.NULL);
    alice.put(url, Body.of("id", UUID.randomUUID().toString())).invalid("/id");
    alice.put(url, Body.of("colour", 1)).invalid("/colour");
  }

  @Test
  default void skillsThatAreNotThereAreNotFound() {
    Person alice = alice();
    String path = alice.has("A");
    skill(alice, path, "one");
    for (String id : List.of(UUID.randomUUID().toString(), "x", "%00")) {
      String url = path + "/skills/" + id;
      alice.get(url).refused(404, "not-found");
      alice.get(url + "/driver").refused(404, "not-found");
      alice.put(url, Body.of("name", "x")).refused(404, "not-found");
      alice.delete(url).refused(404, "not-found");
    }
    alice.get("/api/assistants/alice:none/skills").refused(404, "not-found");
    alice.get("/api/assistants/alice:a-draft/skills").refused(404, "no-draft");
    alice
        .post("/api/assistants/alice:a-draft/skills", Body.of("type", "web-search"))
        .refused(404, "no-draft");
  }

  @Test
  default void aSkillHasOneIdUnderLiveAndUnderTheDraft() {
    Person alice = alice();
    String live = alice.has("A");
    String id = skill(alice, live, "one");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");

    alice.put(draft + "/skills/" + id, Body.of("name", "changed")).expect(200);
    String added = skill(alice, draft, "two");

    alice.get(live + "/skills/" + id).expect(200).shows("/name", "one");
    alice.get(live + "/skills/" + added).refused(404, "not-found");
    alice.get(draft + "/skills/" + id).expect(200).shows("/name", "changed");
    alice.post(live + "/draft/_commit").expect(200);
    alice.get(live + "/skills/" + id).expect(200).shows("/name", "changed");
    alice.get(live + "/skills/" + added).expect(200);
  }

  @Test
  default void aRemovedSkillIsGone() {
    Person alice = alice();
    String path = alice.has("A");
    String one = skill(alice, path, "one");
    String two = skill(alice, path, "two");
    alice.delete(path + "/skills/" + one).expect(204);
    alice.delete(path + "/skills/" + one).refused(404, "not-found");
    assertThat(alice.get(path).expect(200).texts("/skills", "id")).containsExactly(two);
  }

  @Test
  default void theDriverTellsHowToCallTheSkill() {
    Person alice = alice();
    String path = alice.has("A");
    String id = skill(alice, path, "Find");
    alice.post(path + "/_edit").expect(201);
    for (String at : List.of(path, "/api/assistants/alice:a-draft")) {
      Answer driver = alice.get(at + "/skills/" + id + "/driver").expect(200);
      driver.shows("/id", id, "/name", "Find", "/description", Body.NULL);
      assertThat(driver.text("/toolDefinition/name")).matches("[A-Za-z0-9_-]{1,64}");
      driver.shows("/toolDefinition/parameters/type", "object");
    }
  }

  @Test
  default void ifMatchTakesTheTagOfTheSkillOrOfTheWhole() {
    Person alice = alice();
    String path = alice.has("A");
    String url = path + "/skills/" + skill(alice, path, "one");
    String other = path + "/skills/" + skill(alice, path, "two");
    Answer seen = alice.get(url).expect(200);
    // Somebody else's change of another skill does not stand in the way.
    alice.put(other, Body.of("name", "deux")).expect(200);

    Answer changed = alice.put(url, Body.of("name", "uno")).ifMatch(seen.etag()).expect(200);

    alice
        .put(url, Body.of("name", "eins"))
        .ifMatch(seen.etag())
        .refused(412, "precondition-failed");
    alice.delete(url).ifMatch(seen.etag()).refused(412, "precondition-failed");
    String whole = alice.get(path).expect(200).etag();
    alice.put(url, Body.of("name", "eins")).ifMatch(whole).expect(200);
    alice
        .post(path + "/skills", Body.of("type", "web-search"))
        .ifMatch(whole)
        .refused(412, "precondition-failed");
    alice.delete(url).ifMatch(changed.etag()).refused(412, "precondition-failed");
    alice.delete(url).ifMatch(alice.get(path + "/skills").expect(200).etag()).expect(204);
  }
}
