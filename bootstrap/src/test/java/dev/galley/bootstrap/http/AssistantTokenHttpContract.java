package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.token.RecogniseToken;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The token of an assistant, with which a runtime comes. */
interface AssistantTokenHttpContract extends HttpContract {

  /** A token that nobody else has. */
  private static String text() {
    return "runtime." + UUID.randomUUID() + ".x";
  }

  private Person runtime(String token) {
    return new Person(galley(), token);
  }

  private static JsonObject plain(Answer answer) {
    return answer.object().without("instance");
  }

  private static String has(Person person, String name, String token) {
    return person.creates(Body.of("name", name, "token", token)).header("Location");
  }

  private static void isRefused(Person runtime) {
    assertThat(
            runtime
                .get("/api/assistants/alice:a")
                .refused(401, "unauthenticated")
                .header("WWW-Authenticate"))
        .startsWith("Bearer");
  }

  @Test
  default void aRuntimeReadsTheLiveAssistant() {
    Person alice = alice();
    String token = text();
    String live = has(alice, "A", token);
    String skill =
        alice.post(live + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    alice.post(live + "/_edit").expect(201);
    Person runtime = runtime(token);
    Answer seen = runtime.get(live).expect(200);
    assertThat(seen.links("inf:draft")).isFalse();
    assertThat(seen.body()).doesNotContain(token);
    runtime.get("/api/assistants/alice:a").expect(200);
    runtime.call("HEAD", live).expect(200);
    runtime.get(live + "/skills").expect(200).shows("/total", 1);
    runtime.get(live + "/skills/" + skill).expect(200);
    runtime.get(live + "/skills/" + skill + "/driver").expect(200);
  }

  @Test
  default void aRuntimeDoesNothingElse() {
    Person alice = alice();
    String token = text();
    String live = has(alice, "A", token);
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "Secret plan")).expect(200);
    Person runtime = runtime(token);
    for (String path : List.of(draft, draft + "/skills", "/api/assistants/alice:a-draft")) {
      Answer none = runtime.get(path).refused(404, "no-draft");
      assertThat(none.has("/lastDraft")).isFalse();
    }
    runtime.get(live + "?asOf=2100-01-01T00:00:00Z").refused(403, "forbidden");
    for (String path :
        List.of(
            live + "/draft",
            live + "/tags",
            live + "/revisions",
            live + "/_compare",
            "/api/assistants",
            "/api/assistants-list",
            "/api/assistant-tags",
            "/api/models",
            "/api/events",
            "/api/tokens",
            "/api/nothing")) {
      runtime.get(path).refused(403, "token-restricted");
    }
    for (Call write :
        List.of(
            runtime.put(live, Body.of("name", "x")),
            runtime.delete(live),
            runtime.post(live + "/_edit"),
            runtime.post(live + "/skills", Body.of("type", "web-search")),
            runtime.post("/api/assistants", Body.of("name", "x")),
            runtime.post("/api/tokens", Body.of("name", "x")))) {
      write.refused(403, "token-restricted");
    }
    runtime.get("/api/admin/outbox").refused(403, "forbidden");
  }

  @Test
  default void forARuntimeOtherAssistantsAreNotThere() {
    Person alice = alice();
    String token = text();
    has(alice, "A", token);
    String other = alice.has("Other");
    String open = alice.creates(Body.of("name", "Open", "shared", true)).header("Location");
    Person runtime = runtime(token);
    Answer absent = runtime.get("/api/assistants/" + UUID.randomUUID()).refused(404, "not-found");
    for (String path : List.of(other, open, open + "/skills", "/api/assistants/alice:open")) {
      assertThat(plain(runtime.get(path).refused(404, "not-found"))).isEqualTo(plain(absent));
    }
  }

  @Test
  default void aTokenTakesEffectWithWhatIsLive() {
    Person alice = alice();
    String first = text();
    String second = text();
    String live = has(alice, "A", first);
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("token", second)).expect(200);
    isRefused(runtime(second));
    runtime(first).get(live).expect(200);

    alice.post(live + "/draft/_commit").expect(200);
    pauseUntilMissesAreForgotten();
    runtime(second).get(live).expect(200);
    // What is remembered of the first one opens nothing.
    assertThat(runtime(first).get(live).send().status()).isIn(401, 404);

    alice.put(live, Body.of("token", Body.NULL)).expect(200);
    assertThat(runtime(second).get(live).send().status()).isIn(401, 404);
    isRefused(runtime(text()));
  }

  private static void pauseUntilMissesAreForgotten() {
    try {
      Thread.sleep(RecogniseToken.REMEMBERED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  default void twoAssistantsOfATenantMayHaveOneToken() {
    Person alice = alice();
    String token = text();
    String one = has(alice, "A", token);
    String other = has(alice, "B", token);
    runtime(token).get(one).expect(200);
    runtime(token).get(other).expect(200);
  }

  @Test
  default void aTokenThatIsTakenForAnotherIsRefused() {
    Person alice = alice();
    for (String token :
        List.of(
            "galley_0123456789012345678901234567890123456789012345678",
            "eyJhbGciOiJIUzI1NiJ9.e30.abcdefghijklmnop")) {
      alice.post("/api/assistants", Body.of("name", "A", "token", token)).invalid("/token");
      String live = alice.has("B " + UUID.randomUUID());
      alice.put(live, Body.of("token", token)).invalid("/token");
    }
    has(alice, "C", "eyJ-no-token-of-three-parts." + UUID.randomUUID());
  }

  @Test
  default void aTokenOfTwoTenantsOpensNothing() {
    String token = text();
    has(alice(), "A", token);
    has(alice(), "A", token);
    isRefused(runtime(token));
  }

  @Test
  default void aDeletedAssistantLetsNobodyIn() {
    Person alice = alice();
    String token = text();
    String live = has(alice, "A", token);
    alice.delete(live).expect(204);
    isRefused(runtime(token));
  }
}
