package dev.galley.bootstrap.http;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server whose operator has set If-Match to be mandatory, and limits of his own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SettingsHttpTest {
  private final Galley galley =
      Galley.inMemory(
          Map.of(
              "galley.limits.if-match-required", true,
              "galley.limits.name", 10,
              "galley.limits.skills", 3,
              "galley.limits.content", "20KB",
              "galley.limits.commit-comment", 5,
              "galley.tokens.max-per-user", 2));

  @AfterAll
  void stop() {
    galley.close();
  }

  @Test
  void everyWriteSaysWhichStateItIsMeantFor() {
    Person alice = galley.newTenant().user("alice");
    Answer created = alice.creates(Body.of("name", "A"));
    String live = created.header("Location");
    Answer skill =
        alice
            .post(live + "/skills", Body.of("type", "web-search"))
            .ifMatch(created.etag())
            .expect(201);
    Answer draft = alice.post(live + "/_edit").expect(201);
    String url = live + "/skills/" + skill.text("/id");
    for (Call call :
        List.of(
            alice.put(live, Body.of("name", "B")),
            alice.put(draft.header("Location"), Body.of("name", "B")),
            alice.put(live + "/tags", List.of("t")),
            alice.post(live + "/skills", Body.of("type", "web-search")),
            alice.put(url, Body.of("name", "B")),
            alice.put(live + "/skills", List.of(skill.text("/id"))),
            alice.delete(url),
            alice.post(live + "/draft/_commit"),
            alice.delete(live + "/draft"),
            alice.delete(draft.header("Location")),
            alice.delete(live))) {
      call.refused(428, "precondition-required");
    }

    Answer edited =
        alice.put(draft.header("Location"), Body.of("name", "B")).ifMatch(draft.etag()).expect(200);
    Answer committed = alice.post(live + "/draft/_commit").ifMatch(edited.etag()).expect(200);
    alice.delete(live).ifMatch(created.etag()).refused(412, "precondition-failed");
    alice.delete(live).ifMatch(committed.etag()).expect(204);
  }

  @Test
  void whoMayNotWriteIsToldThatFirst() {
    Tenant tenant = galley.newTenant();
    String live =
        tenant
            .user("alice")
            .writerOf("sales")
            .creates(Body.of("name", "A", "ownerId", "sales"))
            .header("Location");
    tenant.user("bob").readerOf("sales").put(live, Body.of("name", "B")).refused(403, "forbidden");
    tenant.user("stranger").put(live, Body.of("name", "B")).refused(404, "not-found");
  }

  @Test
  void limitsAreSettings() {
    Person alice = galley.newTenant().user("alice");
    alice.creates(Body.of("name", "n".repeat(10)));
    alice.post("/api/assistants", Body.of("name", "n".repeat(11))).invalid("/name");
    alice
        .post("/api/assistants", Body.of("name", "A", "instructions", "i".repeat(20 * 1024)))
        .invalid("");

    String live = alice.has("A");
    for (int i = 0; i < 3; i++) {
      alice.post(live + "/skills", Body.of("type", "web-search")).ifMatch("*").expect(201);
    }
    alice.post(live + "/skills", Body.of("type", "web-search")).ifMatch("*").invalid("");
    alice.put(live, Body.of("instructions", "i".repeat(20 * 1024))).ifMatch("*").invalid("");
    alice.post(live + "/_edit").expect(201);
    alice
        .post(live + "/draft/_commit", Body.of("comment", "123456"))
        .ifMatch("*")
        .invalid("/comment");
  }

  @Test
  void aUserHasOnlySoManyTokens() {
    Tenant tenant = galley.newTenant();
    Tenant.Member alice = tenant.user("alice").tokenMaker();
    alice.with();
    alice.with();
    alice.post("/api/tokens", Body.of("name", "x")).refused(409, "too-many-tokens");
    tenant.user("bob").tokenMaker().with();
  }
}
