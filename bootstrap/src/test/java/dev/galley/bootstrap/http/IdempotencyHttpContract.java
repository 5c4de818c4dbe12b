package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A POST with an Idempotency-Key has its effect once, however often it is sent. */
interface IdempotencyHttpContract extends HttpContract {
  String HEADER = "Idempotency-Key";

  private static String key() {
    return '"' + UUID.randomUUID().toString() + '"';
  }

  private static void same(Answer again, Answer first) {
    assertThat(again.status()).as(again.toString()).isEqualTo(first.status());
    assertThat(again.body()).isEqualTo(first.body());
    for (String header : List.of("ETag", "Location", "Content-Type", "Cache-Control", "Vary")) {
      assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
    }
  }

  /** Sends it twice; the second answer is the first one's. */
  private static Answer twice(int status, Supplier<Call> call) {
    String key = key();
    Answer first = call.get().header(HEADER, key).expect(status);
    same(call.get().header(HEADER, key).send(), first);
    return first;
  }

  @Test
  default void everyPostIsAnsweredAgainAndNotDoneAgain() {
    Person alice = alice();

    String live =
        twice(201, () -> alice.post("/api/assistants", Body.of("name", "A"))).header("Location");
    alice.get("/api/assistants").expect(200).shows("/total", 1);

    twice(201, () -> alice.post(live + "/skills", Body.of("type", "web-search")));
    assertThat(alice.get(live + "/skills").expect(200).number("/total")).isEqualTo(1);

    // Opened once: a second request of its own would be told that it is open already.
    String draft = twice(201, () -> alice.post(live + "/_edit")).header("Location");
    twice(201, () -> alice.post(draft + "/skills", Body.of("type", "web-search")));
    assertThat(alice.get(draft + "/skills").expect(200).number("/total")).isEqualTo(2);

    twice(200, () -> alice.post(live + "/draft/_undo"));
    twice(200, () -> alice.post(live + "/draft/_redo"));
    assertThat(alice.get(draft + "/skills").expect(200).number("/total")).isEqualTo(2);

    twice(200, () -> alice.post(live + "/draft/_commit")).shows("/revision", 3);
    alice.get(live).expect(200).shows("/revision", 3);

    twice(201, () -> alice.post(live + "/revisions/1/_restore"));
    alice.put(live, Body.of("welcome", "Hello")).expect(200);
    twice(200, () -> alice.post(live + "/draft/_rebase"));
    alice.get(live).expect(200).shows("/revision", 4);
  }

  @Test
  default void theAnswerIsTheOneThatWasSentWhateverHappenedSince() {
    Person alice = alice();
    String key = key();
    Answer created =
        alice.post("/api/assistants", Body.of("name", "A")).header(HEADER, key).expect(201);
    alice.put(created.header("Location"), Body.of("name", "B")).expect(200);

    same(
        alice.post("/api/assistants", Body.of("name", "A")).header(HEADER, key).expect(201),
        created);
  }

  @Test
  default void ofFiftyAtTheSameTimeOneHasAnEffectAndAllAreAnsweredAlike() {
    Person alice = alice();
    String key = key();
    Supplier<Call> call =
        () -> alice.post("/api/assistants", Body.of("name", "Once")).header(HEADER, key);

    List<CompletableFuture<Answer>> sent =
        IntStream.range(0, 50).mapToObj(i -> call.get().begin()).toList();
    List<Answer> answers = inTheEnd(sent, call);

    answers.forEach(answer -> same(answer, answers.getFirst().is(201)));
    alice.get("/api/assistants").expect(200).shows("/total", 1);
  }

  /** What each is answered once none of them is under way any more. */
  private static List<Answer> inTheEnd(List<CompletableFuture<Answer>> sent, Supplier<Call> call) {
    return sent.stream()
        .map(CompletableFuture::join)
        .map(answer -> {
          Answer latest = answer;
          while (latest.status() == 409) {
            latest.isProblem(409, "request-in-flight");
            assertThat(latest.header("Retry-After")).isNotEmpty();
            latest = call.get().send();
          }
          return latest;
        })
        .toList();
  }

  @Test
  default void ofFiftyCommitsAtTheSameTimeOneHasAnEffectAndAllAreAnsweredAlike() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    String key = key();
    Supplier<Call> call = () -> alice.post(live + "/draft/_commit").header(HEADER, key);

    List<CompletableFuture<Answer>> sent =
        IntStream.range(0, 50).mapToObj(i -> call.get().begin()).toList();

    List<Answer> answers = inTheEnd(sent, call);

    answers.forEach(answer -> same(answer, answers.getFirst().is(200)));
    alice.get(live).expect(200).shows("/revision", 2);
  }

  @Test
  default void theSameKeyWithAnotherBodyOrQueryIsRefused() {
    Person alice = alice();
    String key = key();
    String live =
        alice
            .post("/api/assistants", Body.of("name", "A"))
            .header(HEADER, key)
            .expect(201)
            .header("Location");
    alice
        .post("/api/assistants", Body.of("name", "B"))
        .header(HEADER, key)
        .refused(422, "key-reused");
    alice.get("/api/assistants").expect(200).shows("/total", 1);

    String restore = live + "/revisions/1/_restore";
    alice.post(restore).header(HEADER, key).expect(201);
    alice.post(restore + "?replace=true").header(HEADER, key).refused(422, "key-reused");
  }

  @Test
  default void aKeyBelongsToTenantUserAndPath() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String key = key();
    List<Person> people = List.of(alice, tenant.user("bob"), tenant().user("alice"));

    List<String> ids =
        people.stream()
            .map(person ->
                person
                    .post("/api/assistants", Body.of("name", "A"))
                    .header(HEADER, key)
                    .expect(201)
                    .text("/id"))
            .toList();
    assertThat(ids).doesNotHaveDuplicates();

    String one = alice.has("One");
    String other = alice.has("Other");
    alice.post(one + "/_edit").header(HEADER, key).expect(201);
    alice.post(other + "/_edit").header(HEADER, key).expect(201);
    // A PUT has no use for a key.
    alice.put(one, Body.of("name", "B")).header(HEADER, key).expect(200).shows("/name", "B");
    alice.put(one, Body.of("name", "C")).header(HEADER, key).expect(200).shows("/name", "C");
  }

  @Test
  default void whoHasLostHisRoleIsNotAnsweredAgain() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    Tenant.Member bob = tenant.user("bob");
    String key = key();
    Supplier<Call> asWriter = () -> bob.writerOf("sales").post(live + "/_edit");
    Answer opened = asWriter.get().header(HEADER, key).expect(201);

    bob.post(live + "/_edit").header(HEADER, key).refused(404, "not-found");
    bob.withoutSeat().post(live + "/_edit").header(HEADER, key).refused(403, "ai-seat-required");
    galley().nobody().post(live + "/_edit").header(HEADER, key).refused(401, "unauthenticated");
    same(asWriter.get().header(HEADER, key).send(), opened);
  }

  @Test
  default void whatIsGoneIsAnsweredAsAGetOfIt() {
    Person alice = alice();
    String key = key();
    Supplier<Call> create = () -> alice.post("/api/assistants", Body.of("name", "A"));
    String live = create.get().header(HEADER, key).expect(201).header("Location");
    alice.post(live + "/_edit").header(HEADER, key).expect(201);
    alice.delete(live + "/draft").expect(204);

    alice
        .post(live + "/_edit")
        .header(HEADER, key)
        .refused(404, "no-draft")
        .shows("/lastDraft/outcome", "discarded");

    alice.delete(live).expect(204);
    create.get().header(HEADER, key).refused(404, "not-found");
    alice.get("/api/assistants").expect(200).shows("/total", 0);
  }

  @Test
  default void whatChangedNothingMayBeSentAgain() {
    Person alice = alice();
    String taken = alice.creates(Body.of("name", "A", "slug", "wanted")).header("Location");
    String key = key();
    Supplier<Call> create =
        () ->
            alice
                .post("/api/assistants", Body.of("name", "B", "slug", "wanted"))
                .header(HEADER, key);
    create.get().refused(409, "slug-taken");
    alice.post("/api/assistants", Body.of()).header(HEADER, key).invalid("/name");
    alice.delete(taken).expect(204);

    create.get().expect(201);
  }

  @Test
  default void aKeyIsAStringOrAToken() {
    Person alice = alice();
    for (String bad :
        List.of("\"\"", "\"open", "a b", "a\"b", "\"a\\b\"", "k".repeat(256), "a,b")) {
      Answer refused =
          alice
              .post("/api/assistants", Body.of("name", "A"))
              .header(HEADER, bad)
              .refused(400, "invalid-request");
      assertThat(refused.text("/errors/0/header")).isEqualTo(HEADER);
    }
    alice.get("/api/assistants").expect(200).shows("/total", 0);

    for (String good : List.of("x", "\"a \\\"b\\\" \\\\\"", "k".repeat(255), "8e/+=_-.:~")) {
      twice(good, alice);
    }
    Answer bare =
        alice.post("/api/assistants", Body.of("name", "A")).header(HEADER, "abc").expect(201);
    same(
        alice.post("/api/assistants", Body.of("name", "A")).header(HEADER, "\"abc\"").send(), bare);
  }

  private static void twice(String key, Person person) {
    Answer first =
        person.post("/api/assistants", Body.of("name", "A")).header(HEADER, key).expect(201);
    same(person.post("/api/assistants", Body.of("name", "A")).header(HEADER, key).send(), first);
  }
}
