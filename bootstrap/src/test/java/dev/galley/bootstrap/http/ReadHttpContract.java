package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One assistant or draft by its ids, its links, its tags and what caches are told. */
interface ReadHttpContract extends HttpContract {

  @Test
  default void liveAndDraftAreFoundByEitherId() {
    Person alice = alice();
    String live = alice.creates(Body.of("name", "Thing")).text("/id");
    String draft = alice.post("/api/assistants/alice:thing/_edit").expect(201).text("/id");
    assertThat(draft).isNotEqualTo(live);

    for (String id : List.of(live, "alice:thing", live.toUpperCase(Locale.ROOT))) {
      alice.get("/api/assistants/" + id).expect(200).shows("/id", live, "/editingId", Body.NULL);
      alice.get("/api/assistants/" + id + "/draft").expect(200).shows("/id", draft);
    }
    for (String id : List.of(draft, "alice:thing-draft")) {
      alice
          .get("/api/assistants/" + id)
          .expect(200)
          .shows(
              "/id",
              draft,
              "/editingId",
              live,
              "/slug",
              "thing-draft",
              "/naturalId",
              "alice:thing-draft",
              "/base",
              1,
              "/outdated",
              false);
      alice.get("/api/assistants/" + id + "/draft").expect(200).shows("/id", draft);
    }
  }

  @Test
  default void whatNamesNothingIsNotFound() {
    Person alice = alice();
    alice.has("Thing");
    for (String id :
        List.of(
            UUID.randomUUID().toString(),
            "00000000-0000-0000-0000-000000000000",
            "alice:other",
            "bob:thing",
            "alice",
            ":thing",
            "alice:",
            "alice:Thing",
            "alice:thing-",
            "%00",
            "alice:thing%00",
            "a%0Ab:c",
            "x".repeat(3_000))) {
      alice.get("/api/assistants/" + id).refused(404, "not-found");
    }
    alice.get("/api/assistants/alice:thing-draft").refused(404, "no-draft");
  }

  @Test
  default void linksAreThereWhenWhatTheyNameIs() {
    Person alice = alice();
    Answer alone = alice.creates(Body.of("name", "Thing"));
    assertThat(alone.link("self")).isEqualTo("/api/assistants/alice:thing");
    assertThat(alone.link("inf:skills")).isEqualTo(alone.link("inf:assistant-skills"));
    assertThat(alone.links("inf:draft")).isFalse();
    assertThat(alone.links("inf:original")).isFalse();

    Answer draft = alice.post(alone.link("self") + "/_edit").expect(201);
    assertThat(draft.link("self")).isEqualTo("/api/assistants/alice:thing-draft");
    assertThat(draft.link("inf:original")).isEqualTo("/api/assistants/alice:thing");
    assertThat(draft.links("inf:draft")).isFalse();
    Answer live = alice.get(draft.link("inf:original")).expect(200);
    alice.get(live.link("inf:draft")).expect(200).shows("/id", draft.text("/id"));

    for (Answer answer : List.of(live, draft)) {
      for (String relation : answer.names("/_links")) {
        alice.get(answer.link(relation)).expect(200);
      }
    }
    alice.delete(live.link("inf:draft")).expect(204);
    assertThat(alice.get(live.link("self")).expect(200).links("inf:draft")).isFalse();
  }

  @Test
  default void linksAreNeverBuiltFromTheHost() {
    Person alice = alice();
    String path = alice.has("Thing");

    Answer answer =
        alice
            .get(path)
            .header("X-Forwarded-Host", "evil.example")
            .header("Forwarded", "host=evil.example;proto=https")
            .expect(200);

    assertThat(answer.body()).doesNotContain("evil.example", "http:", "https:");
  }

  @Test
  default void theModelIsExpandedInTheSingleAnswerOnly() {
    Person alice = alice();
    Answer created = alice.creates(Body.of("name", "Thing", "modelId", "claude-opus-4"));
    created.shows(
        "/model", Body.of("id", "claude-opus-4", "name", "Claude Opus 4", "tier", "strategic"));
    Answer list = alice.get("/api/assistants").expect(200);
    list.shows("/_embedded/inf:assistant/0/modelId", "claude-opus-4");
    assertThat(list.has("/_embedded/inf:assistant/0/model")).isFalse();
  }

  @Test
  default void aReaderWhoHasItAlreadyGetsNoBody() {
    Person alice = alice();
    String path = alice.has("Thing");
    Answer first = alice.get(path).expect(200);
    String weak = "W/" + first.etag();

    for (String tags : List.of(first.etag(), weak, "*", "\"x\", " + first.etag())) {
      Answer second = alice.get(path).ifNoneMatch(tags).expect(304);
      assertThat(second.body()).isEmpty();
      assertThat(second.etag()).isEqualTo(first.etag());
      assertThat(second.header("Cache-Control")).isEqualTo("private, no-cache");
      assertThat(second.header("Vary")).isEqualTo("Authorization");
    }
    alice.get(path).ifNoneMatch("\"other\"").expect(200);
    alice.get(path).ifNoneMatch("nonsense").refused(400, "invalid-request");
  }

  @Test
  default void theFirstPartOfTheTagFollowsTheContentAndTheSecondTheRest() {
    Person alice = alice();
    String path = alice.has("Thing");
    Answer first = alice.get(path).expect(200);

    Answer moved = alice.put(path, Body.of("folderId", "f")).expect(200);
    assertThat(authored(moved)).isEqualTo(authored(first));
    assertThat(moved.etag()).isNotEqualTo(first.etag());
    alice.get(path).ifNoneMatch(first.etag()).expect(200);

    Answer renamed = alice.put(path, Body.of("name", "Other")).expect(200);
    assertThat(authored(renamed)).isNotEqualTo(authored(moved));
    assertThat(alice.get(path).expect(200).etag()).isEqualTo(renamed.etag());

    // Back to the same content: another revision, so another tag.
    Answer back = alice.put(path, Body.of("name", "Thing")).expect(200);
    assertThat(authored(back)).isNotEqualTo(authored(first));
  }

  @Test
  default void aDraftsTagFollowsItsContent() {
    Person alice = alice();
    String live = alice.has("Thing");
    Answer opened = alice.post(live + "/_edit").expect(201);
    String draft = "/api/assistants/" + opened.text("/id");
    assertThat(alice.get(draft).expect(200).etag()).isEqualTo(opened.etag());

    Answer changed = alice.put(draft, Body.of("name", "Other")).expect(200);
    assertThat(authored(changed)).isNotEqualTo(authored(opened));

    alice.put(live, Body.of("name", "Live moves")).expect(200);
    Answer outdated = alice.get(draft).ifNoneMatch(changed.etag()).expect(200);
    outdated.shows("/outdated", true, "/base", 1);
    assertThat(authored(outdated)).isEqualTo(authored(changed));
  }

  @Test
  default void theTagDoesNotDependOnTheCaller() {
    Tenant tenant = tenant();
    String path =
        "/api/assistants/"
            + tenant
                .user("alice")
                .writerOf("sales")
                .creates(Body.of("name", "A", "shared", true))
                .text("/id");
    String etag = tenant.user("alice").get(path).expect(200).etag();

    assertThat(tenant.user("stranger").get(path).expect(200).etag()).isEqualTo(etag);
    assertThat(tenant.user("root").tenantAdmin().get(path).expect(200).etag()).isEqualTo(etag);
  }

  private static String authored(Answer answer) {
    return answer.etag().substring(0, answer.etag().indexOf('.'));
  }

  @Test
  default void headAnswersAsGetWithoutABody() {
    Person alice = alice();
    String path = alice.has("Thing");

    Answer head = alice.call("HEAD", path).expect(200);

    assertThat(head.body()).isEmpty();
    assertThat(head.etag()).isEqualTo(alice.get(path).expect(200).etag());
    alice.call("HEAD", "/api/assistants/alice:none").expect(404);
  }

  @Test
  default void parametersThatNobodyKnowsAreRefused() {
    Person alice = alice();
    String path = alice.has("Thing");
    String skill =
        alice.post(path + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    alice.post(path + "/_edit").expect(201);
    for (String known :
        List.of(
            "",
            "/draft",
            "/skills",
            "/skills/" + skill,
            "/skills/" + skill + "/driver",
            "/tags",
            "/revisions",
            "/revisions/1",
            "/_compare")) {
      alice
          .get(path + known + "?colour=red")
          .refused(400, "invalid-request")
          .namesParameters("colour");
    }
  }

  @Test
  default void headersStandOnceInRefusalsToo() {
    Answer refused = alice().get("/api/assistants/alice:none").refused(404, "not-found");
    for (String name : List.of("X-Content-Type-Options", "X-Request-Id", "Cache-Control")) {
      assertThat(refused.headers().allValues(name)).as(name).hasSize(1);
    }
  }

  @Test
  default void otherMethodsAndTypesAreRefused() {
    Person alice = alice();
    String path = alice.has("Thing");

    Answer patch = alice.call("PATCH", path).json("{}").refused(405, "method-not-allowed");

    assertThat(patch.header("Allow")).contains("GET", "PUT", "DELETE");
    alice.get(path).header("Accept", "text/html").refused(406, "not-acceptable");
    alice.get(path).header("Accept", "application/json").expect(200);
    alice.get("/api/nothing-here").refused(404, "not-found");
  }
}
