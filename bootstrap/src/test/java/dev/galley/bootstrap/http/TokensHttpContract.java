package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** API tokens: how they are made, what they do, how they end. */
interface TokensHttpContract extends HttpContract {
  String TOKENS = "/api/tokens";

  private static Answer made(Person person, Object... asked) {
    JsonObject body = Body.of(asked);
    return person
        .post(TOKENS, body.has("name") ? body : body.with("name", Body.json("test")))
        .expect(201);
  }

  /** A token that was good, and soon will not be; the longer, the slower the machine is. */
  private Answer madeForAMoment(Person person) {
    for (long millis = 1_500; ; millis *= 2) {
      Answer made = made(person, "expiresAt", Instant.now().plusMillis(millis).toString());
      if (bearer(made).get("/api/assistants").send().status() == 200) {
        return made;
      }
      assertThat(millis).as("it opens something").isLessThan(60_000);
    }
  }

  private Person bearer(Answer made) {
    return new Person(galley(), made.text("/token"));
  }

  private static JsonObject plain(Answer answer) {
    return answer.object().without("instance");
  }

  private static void within(Duration most, BooleanSupplier done) {
    long end = System.nanoTime() + most.toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the end of waiting").isLessThan(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  default void aTokenIsShownOnce() {
    Person alice = alice().tokenMaker();
    Answer made = made(alice, "name", "Nightly build", "permissions", List.of("agents:create"));
    assertThat(made.text("/token")).matches("galley_[0-9A-Za-z]{49}");
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    assertThat(made.header("Location")).isEqualTo(TOKENS + "/" + made.text("/id"));
    made.shows(
        "/name",
        "Nightly build",
        "/user",
        "alice",
        "/permissions",
        List.of("agents:create"),
        "/teams",
        List.of(),
        "/readOnly",
        false,
        "/assistantId",
        Body.NULL,
        "/expired",
        false,
        "/lastUsedAt",
        Body.NULL);
    Instant created = Instant.parse(made.text("/createdAt"));
    assertThat(Instant.parse(made.text("/expiresAt"))).isEqualTo(created.plus(Duration.ofDays(90)));

    Answer one = alice.get(made.header("Location")).expect(200);
    assertThat(one.object()).isEqualTo(made.object().without("token"));
    Answer all = alice.get(TOKENS).expect(200).shows("/total", 1, "/count", 1);
    assertThat(all.items("/_embedded/inf:api-token")).containsExactly(one.object());
    assertThat(all.body()).doesNotContain(made.text("/token"));
  }

  @Test
  default void aTokenDoesWhatItsUserMay() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice").writerOf("sales").tokenMaker();
    String owned = alice.has("Owned");
    Person bearer = alice.with();
    bearer.get(owned).expect(200);
    bearer.put(owned, Body.of("welcome", "hi")).expect(200).shows("/updatedBy", "alice");
    bearer.creates(Body.of("name", "By token", "ownerId", "sales")).shows("/createdBy", "alice");
    bearer.get("/api/assistants").expect(200).shows("/total", 2);
    bearer.post(Studio.agents(tenant), Body.of("id", "agent")).expect(201);
  }

  @Test
  default void aTokenHasNoMoreThanThePartThatItWasGiven() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice").writerOf("sales").readerOf("support").tokenMaker();
    String sales =
        tenant
            .user("bob")
            .writerOf("sales")
            .creates(Body.of("name", "S", "ownerId", "sales"))
            .header("Location");
    Person bare = alice.with("permissions", List.of(), "teams", List.of());
    bare.post("/api/assistants", Body.of("name", "x")).refused(403, "forbidden");
    bare.get(sales).refused(404, "not-found");

    Person named = alice.with("teams", List.of("sales"));
    named.put(sales, Body.of("welcome", "x")).expect(200);
    Person reader = alice.with("teams", List.of(Body.of("id", "sales", "role", "reader")));
    reader.get(sales).expect(200);
    reader.put(sales, Body.of("welcome", "y")).refused(403, "forbidden");

    for (Object more :
        List.of(
            List.of("board"),
            List.of(Body.of("id", "sales", "role", "admin")),
            List.of(Body.of("id", "support", "role", "writer")))) {
      alice
          .post(TOKENS, Body.of("name", "x", "teams", more))
          .refused(403, "forbidden")
          .namesPointers("/teams/0");
    }
    alice
        .post(TOKENS, Body.of("name", "x", "permissions", List.of("agents:create", "events:read")))
        .refused(403, "forbidden")
        .namesPointers("/permissions/1");
  }

  @Test
  default void aTokenNeverRules() {
    Tenant tenant = tenant();
    String theirs = tenant.user("bob").has("Bob's");
    Tenant.Member root = tenant.user("root").tenantAdmin().tokenMaker();
    root.get(theirs).expect(200);
    Person bearer = root.with();
    bearer.get(theirs).refused(404, "not-found");
    bearer.put("/api/models/m", Body.of("name", "M", "tier", "x")).refused(403, "forbidden");
    bearer.get(TOKENS).refused(403, "forbidden");
    bearer.post(TOKENS, Body.of("name", "more")).refused(403, "forbidden");
    bearer.get(TOKENS + "?user=bob").refused(403, "forbidden");
    String own = root.get(TOKENS).expect(200).text("/_embedded/inf:api-token/0/id");
    bearer.delete(TOKENS + "/" + own).refused(403, "forbidden");
    tenant
        .user("op")
        .operator()
        .tokenMaker()
        .with()
        .get("/api/admin/outbox")
        .refused(403, "forbidden");
    root.post(
            TOKENS,
            Body.of("name", "x", "permissions", List.of("admin", "operator", "tokens:create")))
        .invalid("/permissions/0", "/permissions/1", "/permissions/2");
  }

  @Test
  default void whoLacksThePermissionMakesNoToken() {
    Tenant tenant = tenant();
    tenant.user("alice").post(TOKENS, Body.of("name", "x")).refused(403, "forbidden");
    tenant.user("alice").get(TOKENS).refused(403, "forbidden");
    tenant
        .user("alice")
        .tokenMaker()
        .withoutSeat()
        .post(TOKENS, Body.of("name", "x"))
        .refused(403, "ai-seat-required");
  }

  @Test
  default void allThatIsWrongIsNamedAtOnce() {
    Person alice = alice().tokenMaker();
    alice
        .post(
            TOKENS,
            Body.of(
                "permissions",
                List.of("a", "a"),
                "teams",
                List.of("b", 5, Body.of("id", "c", "role", "boss"), "b"),
                "readOnly",
                "yes",
                "expiresAt",
                "2020-01-01T00:00:00Z",
                "admin",
                true))
        .invalid(
            "/name",
            "/permissions/1",
            "/teams/1",
            "/teams/2",
            "/teams/3",
            "/readOnly",
            "/expiresAt",
            "/admin");
    String later = Instant.now().plus(Duration.ofDays(366)).toString();
    alice
        .post(TOKENS, Body.of("name", " ", "expiresAt", later, "assistantId", 5))
        .invalid("/name", "/expiresAt", "/assistantId");
    alice.post(TOKENS, Body.of("name", "x", "assistantId", "alice:none")).invalid("/assistantId");
    String hidden = alice().has("Hidden").substring("/api/assistants/".length());
    alice.post(TOKENS, Body.of("name", "x", "assistantId", hidden)).invalid("/assistantId");
    alice.get(TOKENS + "?user=a%2Fb").refused(400, "invalid-request").namesParameters("user");
  }

  @Test
  default void aReadOnlyTokenReads() {
    Tenant.Member alice = alice().tokenMaker();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    Person reader = alice.with("readOnly", true);
    reader.get(live).expect(200);
    reader.get(draft).expect(200);
    reader.call("HEAD", live).expect(200);
    reader.get("/api/assistants").expect(200);
    for (Call write :
        List.of(
            reader.post("/api/assistants", Body.of("name", "x")),
            reader.put(live, Body.of("welcome", "x")),
            reader.put(draft, Body.of("welcome", "x")),
            reader.post(live + "/draft/_commit"),
            reader.post(live + "/draft/_rebase", Body.of("dryRun", true)),
            reader.delete(live),
            reader.post("/api/nothing"))) {
      write.refused(403, "token-restricted");
    }
  }

  @Test
  default void aTokenForOneAssistantReachesNoOther() {
    Tenant.Member alice = alice().tokenMaker();
    String live = alice.has("Mine");
    String other = alice.has("Other");
    String open = alice.creates(Body.of("name", "Open", "shared", true)).header("Location");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.post(other + "/_edit").expect(201);
    String id = live.substring("/api/assistants/".length());
    for (String named : List.of(id, "alice:mine", "alice:mine-draft")) {
      Answer made = made(alice, "assistantId", named).shows("/assistantId", id);
      Person bound = bearer(made);
      for (String path : List.of(live, draft, "/api/assistants/alice:mine", live + "/draft")) {
        bound.get(path).expect(200);
      }
      bound.get("/api/assistants/alice:mine-draft/skills").expect(200);
      bound.put(draft, Body.of("welcome", named)).expect(200);
      Answer absent = bound.get("/api/assistants/" + UUID.randomUUID()).refused(404, "not-found");
      for (String path :
          List.of(
              other,
              open,
              other + "/draft",
              other + "/skills",
              "/api/assistants/alice:other",
              "/api/assistants/alice:other-draft")) {
        assertThat(plain(bound.get(path).refused(404, "not-found"))).isEqualTo(plain(absent));
      }
      bound.put(other, Body.of("welcome", "x")).refused(404, "not-found");
      for (String path :
          List.of(
              "/api/assistants",
              "/api/assistants-list",
              "/api/assistant-tags",
              "/api/models",
              "/api/events",
              "/api/nothing",
              TOKENS)) {
        bound.get(path).refused(403, "token-restricted");
      }
      bound.post("/api/assistants", Body.of("name", "x")).refused(403, "token-restricted");
    }
    alice.with("assistantId", id).delete(live).expect(204);
  }

  @Test
  default void whateverIsWrongWithATokenLooksTheSame() {
    Tenant.Member alice = alice().tokenMaker();
    Answer brief = madeForAMoment(alice);
    Person expired = bearer(brief);
    Answer ended = made(alice);
    alice.delete(ended.header("Location")).expect(204);
    String good = made(alice).text("/token");
    String last = good.endsWith("0") ? "1" : "0";
    within(Duration.ofMinutes(2), () -> expired.get("/api/assistants").send().status() == 401);
    Set<Object> answers = new HashSet<>();
    for (Person person :
        List.of(
            expired,
            bearer(ended),
            new Person(galley(), good.substring(0, good.length() - 1) + last),
            new Person(galley(), good.substring(0, 20)),
            new Person(galley(), "galley_"),
            new Person(galley(), "x".repeat(30)),
            new Person(galley(), "x"))) {
      Answer refused = person.get("/api/assistants").refused(401, "unauthenticated");
      answers.add(List.of(refused.body(), refused.header("WWW-Authenticate")));
    }
    assertThat(answers).hasSize(1);
    assertThat(answers.toString()).contains("invalid_token");
    alice.get(brief.header("Location")).expect(200).shows("/expired", true);
  }

  @Test
  default void aTokenThatIsRevokedEndsSoon() {
    Tenant.Member alice = alice().tokenMaker();
    Answer made = made(alice);
    Person bearer = bearer(made);
    bearer.get("/api/assistants").expect(200);
    alice.delete(made.header("Location")).expect(204);
    within(Duration.ofSeconds(20), () -> bearer.get("/api/assistants").send().status() == 401);
    alice.get(made.header("Location")).refused(404, "not-found");
    alice.delete(made.header("Location")).refused(404, "not-found");
    alice.delete(TOKENS + "/nonsense").refused(404, "not-found");
    alice.get(TOKENS).expect(200).shows("/total", 0);
  }

  @Test
  default void tokensAreTheirUsersAndTheAdminsMatter() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice").tokenMaker();
    Answer made = made(alice);
    Tenant.Member bob = tenant.user("bob").tokenMaker();
    made(bob, "name", "Bob's");
    bob.get(TOKENS).expect(200).shows("/total", 1, "/_embedded/inf:api-token/0/name", "Bob's");
    bob.get(TOKENS + "?user=alice").refused(403, "forbidden");
    bob.get(TOKENS + "?user=bob").expect(200).shows("/total", 1);
    Answer absent = bob.get(TOKENS + "/" + UUID.randomUUID()).refused(404, "not-found");
    assertThat(plain(bob.get(made.header("Location")).refused(404, "not-found")))
        .isEqualTo(plain(absent));
    bob.delete(made.header("Location")).refused(404, "not-found");
    Person foreigner = tenant().user("alice").tenantAdmin();
    foreigner.get(TOKENS + "?user=alice").expect(200).shows("/total", 0);
    foreigner.delete(made.header("Location")).refused(404, "not-found");

    // An admin needs no permission for it.
    Person root = tenant.user("root").tenantAdmin().withoutPermissions();
    root.get(TOKENS).expect(200).shows("/total", 0);
    root.get(TOKENS + "?user=alice&limit=1")
        .expect(200)
        .shows("/total", 1, "/_links/self/href", TOKENS + "?user=alice&start=0&limit=1");
    root.get(made.header("Location")).expect(200).shows("/user", "alice");
    root.delete(made.header("Location")).expect(204);
    alice.get(made.header("Location")).refused(404, "not-found");
    root.post(TOKENS, Body.of("name", "x")).refused(403, "forbidden");
  }

  @Test
  default void aTokenOutlivesItsCreatorsRights() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice").writerOf("sales");
    String sales = alice.creates(Body.of("name", "S", "ownerId", "sales")).header("Location");
    Person bearer = tenant.user("bob").writerOf("sales").tokenMaker().with();
    tenant.user("bob").get(sales).refused(404, "not-found");
    bearer.put(sales, Body.of("welcome", "x")).expect(200);
  }

  @Test
  default void theLastUseIsNoted() {
    Tenant.Member alice = alice().tokenMaker();
    Answer made = made(alice);
    bearer(made).get("/api/assistants").expect(200);
    within(
        Duration.ofMinutes(1),
        () -> !alice.get(made.header("Location")).expect(200).at("/lastUsedAt").equals(Body.NULL));
  }

  @Test
  default void aRetryDoesNotShowTheTokenAgain() {
    Person alice = alice().tokenMaker();
    Answer made =
        alice.post(TOKENS, Body.of("name", "x")).header("Idempotency-Key", "one").expect(201);
    Answer again =
        alice
            .post(TOKENS, Body.of("name", "x"))
            .header("Idempotency-Key", "one")
            .refused(409, "already-created");
    assertThat(again.link("self")).isEqualTo(made.header("Location"));
    assertThat(again.body()).doesNotContain(made.text("/token"));
    alice
        .post(TOKENS, Body.of("name", "y"))
        .header("Idempotency-Key", "one")
        .refused(422, "key-reused");
    alice.get(TOKENS).expect(200).shows("/total", 1);
  }

  @Test
  default void tokensAreListedInPagesTheOldestFirst() {
    Person alice = alice().tokenMaker();
    for (String name : List.of("a", "b", "c")) {
      made(alice, "name", name);
    }
    Answer page = alice.get(TOKENS + "?start=1&limit=1").expect(200).shows("/total", 3);
    assertThat(page.texts("/_embedded/inf:api-token", "name")).containsExactly("b");
    assertThat(alice.get(page.link("next")).expect(200).texts("/_embedded/inf:api-token", "name"))
        .containsExactly("c");
    assertThat(alice.get(TOKENS).expect(200).texts("/_embedded/inf:api-token", "name"))
        .isEqualTo(List.of("a", "b", "c"));
    assertThat(page.links("first")).isTrue();
  }
}
