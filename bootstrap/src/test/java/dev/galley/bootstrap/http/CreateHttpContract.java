package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What POST /api/assistants takes, what it makes of it, and what it refuses. */
interface CreateHttpContract extends HttpContract {

  Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  @Test
  default void aNameIsEnough() {
    Answer created = alice().creates(Body.of("name", "Minimal"));

    created.shows(
        "/name",
        "Minimal",
        "/naturalId",
        "alice:minimal",
        "/slug",
        "minimal",
        "/ownerId",
        "alice",
        "/ownerType",
        "user",
        "/description",
        Body.NULL,
        "/instructions",
        Body.NULL,
        "/welcome",
        Body.NULL,
        "/dispatcher",
        false,
        "/suggestions",
        List.of(),
        "/modelId",
        Body.NULL,
        "/model",
        Body.NULL,
        "/token",
        Body.NULL,
        "/icon",
        Body.NULL,
        "/shared",
        false,
        "/embedded",
        false,
        "/data",
        Body.of(),
        "/folderId",
        Body.NULL,
        "/editingId",
        Body.NULL,
        "/chatId",
        Body.NULL,
        "/tags",
        List.of(),
        "/skills",
        List.of(),
        "/protected",
        false,
        "/revision",
        1,
        "/createdBy",
        "alice",
        "/updatedBy",
        "alice");
    assertThat(UUID.fromString(created.text("/id")).version()).isEqualTo(7);
    assertThat(created.text("/createdAt")).matches(TIME).isEqualTo(created.text("/updatedAt"));
    assertThat(created.has("/base")).isFalse();
    assertThat(created.has("/outdated")).isFalse();
  }

  @Test
  default void creatingAnswersWithWhereItIsAndItsTag() {
    Person alice = alice();

    Answer created = alice.creates(Body.of("name", "Here"));

    assertThat(created.header("Location")).isEqualTo("/api/assistants/" + created.text("/id"));
    assertThat(created.header("Content-Type")).startsWith("application/hal+json");
    assertThat(created.header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(created.header("Vary")).isEqualTo("Authorization");
    Answer read = alice.get(created.header("Location")).expect(200);
    assertThat(read.object()).isEqualTo(created.object());
    assertThat(read.etag()).isEqualTo(created.etag()).matches("\"[^\".]+\\.[^\".]+\"");
  }

  @Test
  default void everyFieldIsKept() {
    Person alice = alice();
    JsonObject body =
        Body.of(
            "name", "Ünïcode 😀 名前",
            "description", "line\nbreak \"quoted\" \\ back \u2028",
            "instructions", "do",
            "welcome", "hi",
            "dispatcher", true,
            "suggestions", List.of("one", "two", "one"),
            "modelId", "claude-haiku-4",
            "icon", "star",
            "shared", true,
            "embedded", true,
            "data", Body.of("a", Body.of("b", List.of(1, 2.5, true, Body.NULL, "x"))),
            "tags", List.of("red", "blue"),
            "folderId", "folder-1");

    Answer created = alice.creates(body);

    Answer read = alice.get(created.header("Location")).expect(200);
    body.members().forEach((name, value) -> read.shows("/" + name, value));
    read.shows("/model", Body.of("id", "claude-haiku-4", "name", "Claude Haiku 4", "tier", "fast"));
  }

  @Test
  default void theOwnerIsTheCallerUnlessItIsSharedInATeam() {
    Tenant tenant = tenant();
    Person member = tenant.user("alice").readerOf("first").writerOf("second").adminOf("third");

    member.creates(Body.of("name", "Mine")).shows("/ownerId", "alice", "/ownerType", "user");
    member
        .creates(Body.of("name", "Ours", "shared", true))
        .shows("/ownerId", "second", "/ownerType", "team", "/naturalId", "second:ours");
    tenant
        .user("bob")
        .creates(Body.of("name", "Open", "shared", true))
        .shows("/ownerId", "bob", "/ownerType", "user", "/shared", true);
    tenant
        .user("carol")
        .readerOf("first")
        .creates(Body.of("name", "Open", "shared", true))
        .shows("/ownerId", "carol");
  }

  @Test
  default void theOwnerCanBeNamed() {
    Tenant tenant = tenant();
    Person member = tenant.user("alice").writerOf("sales").readerOf("guests");

    member
        .creates(Body.of("name", "A", "ownerId", "sales"))
        .shows("/ownerId", "sales", "/ownerType", "team");
    member
        .creates(Body.of("name", "B", "ownerId", "alice"))
        .shows("/ownerId", "alice", "/ownerType", "user");
    member
        .creates(Body.of("name", "C", "ownerId", "sales", "ownerType", "team"))
        .shows("/ownerType", "team");
    member
        .post("/api/assistants", Body.of("name", "D", "ownerId", "guests"))
        .refused(403, "forbidden")
        .namesPointers("/ownerId");
    member
        .post("/api/assistants", Body.of("name", "E", "ownerId", "bob"))
        .refused(403, "forbidden");
    member
        .post("/api/assistants", Body.of("name", "F", "ownerId", "sales", "ownerType", "user"))
        .refused(403, "forbidden");
    member
        .post("/api/assistants", Body.of("name", "G", "ownerId", "alice", "ownerType", "team"))
        .refused(403, "forbidden");
  }

  @Test
  default void aKindWithoutAnOwnerIsNotPassedOver() {
    tenant()
        .user("alice")
        .writerOf("sales")
        .post("/api/assistants", Body.of("name", "A", "ownerType", "team"))
        .invalid("/ownerType");
  }

  @Test
  default void whoCreatesForATeamKeepsLevelThree() {
    Tenant tenant = tenant();
    Answer created =
        tenant.user("alice").writerOf("sales").creates(Body.of("name", "A", "ownerId", "sales"));

    Person aliceAfterLeaving = tenant.user("alice");

    aliceAfterLeaving.get(created.header("Location")).expect(200);
    aliceAfterLeaving.put(created.header("Location"), Body.of("shared", true)).expect(200);
    aliceAfterLeaving.delete(created.header("Location")).expect(204);
  }

  @Test
  default void creatingNeedsThePermission() {
    Tenant tenant = tenant();

    tenant
        .user("alice")
        .withoutPermissions()
        .post("/api/assistants", Body.of("name", "A"))
        .refused(403, "forbidden");
    tenant
        .user("root")
        .withoutPermissions()
        .tenantAdmin()
        .post("/api/assistants", Body.of("name", "A"))
        .refused(403, "forbidden");
  }

  @Test
  default void theShapeIsJudgedBeforeTheModelAndTheModelBeforeThePermission() {
    Person reader = alice().withoutPermissions();

    reader.post("/api/assistants", Body.of("name", 5, "model", "none")).invalid("/name");
    reader.post("/api/assistants", Body.of("name", "A", "model", "none")).invalid("/model");
    reader.post("/api/assistants", Body.of("name", "A")).refused(403, "forbidden");
  }

  @Test
  default void slugsAreDerivedFromNames() {
    Person alice = alice();

    created(alice, "Sales  &  Marketing!").shows("/slug", "sales-marketing");
    created(alice, "  --Hello--  ").shows("/slug", "hello");
    created(alice, "Größe Élan").shows("/slug", "größe-élan");
    created(alice, "営業アシスタント").shows("/slug", "営業アシスタント");
    created(alice, "Помощник №1").shows("/slug", "помощник-no1");
    created(alice, "مساعد المبيعات").shows("/slug", "مساعد-المبيعات");
    created(alice, "हिन्दी सहायक").shows("/slug", "हिन्दी-सहायक");
    created(alice, "ＦＵＬＬ ﬁ").shows("/slug", "full-fi");
    created(alice, "!!! 😀").shows("/slug", "assistant");
    created(alice, "x".repeat(200)).shows("/slug", "x".repeat(80));
    created(alice, "𐐷".repeat(100)).shows("/slug", "𐐷".repeat(80));
  }

  private static Answer created(Person person, String name) {
    Answer created = person.creates(Body.of("name", name));
    // What the answer links to is the thing itself, whatever script it is written in.
    Answer followed = person.get(created.link("self")).expect(200);
    assertThat(followed.text("/id")).isEqualTo(created.text("/id"));
    return created;
  }

  @Test
  default void aSlugNeverLooksLikeADraft() {
    Person alice = alice();

    created(alice, "My Draft").shows("/slug", "my-draft-1");
    created(alice, "My Draft").shows("/slug", "my-draft-1-2");
    created(alice, "Draft").shows("/slug", "draft");
    alice.post("/api/assistants", Body.of("name", "A", "slug", "my-draft")).invalid("/slug");
  }

  @Test
  default void aTakenDerivedSlugGetsANumber() {
    Person alice = alice();

    created(alice, "Same").shows("/slug", "same");
    created(alice, "Same").shows("/slug", "same-2");
    created(alice, "same!").shows("/slug", "same-3");
    String longName = "y".repeat(120);
    created(alice, longName).shows("/slug", "y".repeat(80));
    created(alice, longName).shows("/slug", "y".repeat(78) + "-2");
  }

  @Test
  default void aTakenExplicitSlugIsRefused() {
    Person alice = alice();
    alice.creates(Body.of("name", "A", "slug", "wanted")).shows("/naturalId", "alice:wanted");

    alice
        .post("/api/assistants", Body.of("name", "B", "slug", "wanted"))
        .refused(409, "slug-taken");
    alice.get("/api/assistants").expect(200).shows("/total", 1);
  }

  @Test
  default void naturalIdsAreUniqueInATenantWhateverTheKindOfOwner() {
    Tenant tenant = tenant();
    tenant.user("sales").creates(Body.of("name", "A", "slug", "one"));
    Person writer = tenant.user("alice").writerOf("sales");

    writer
        .post("/api/assistants", Body.of("name", "B", "slug", "one", "ownerId", "sales"))
        .refused(409, "slug-taken");
    writer.creates(Body.of("name", "One", "ownerId", "sales")).shows("/naturalId", "sales:one-2");
    tenant()
        .user("sales")
        .creates(Body.of("name", "Elsewhere", "slug", "one"))
        .shows("/slug", "one");
  }

  @Test
  default void slugsHaveARule() {
    Person alice = alice();
    for (String bad :
        List.of("Upper", "a b", "a--b", "-a", "a-", "a/b", "a:b", "ﬁ", "z".repeat(81), "x-draft")) {
      alice.post("/api/assistants", Body.of("name", "A", "slug", bad)).invalid("/slug");
    }
    alice.creates(Body.of("name", "A", "slug", "z".repeat(80)));
    alice.creates(Body.of("name", "A", "slug", "日本-1"));
  }

  @Test
  default void namesOfOwnersMayHoldAnythingButASlash() {
    Tenant tenant = tenant();
    for (String user :
        List.of(
            "a b",
            "a+b",
            "50%",
            "a%2Fb",
            "team:analytics",
            "a?b#c",
            "a;b=c",
            "日本",
            "a&b",
            "...",
            "\"q\"",
            "{id}",
            "a\\b",
            "~*'()",
            "😀")) {
      Person person = tenant.user(user);
      Answer created = created(person, "Thing").shows("/ownerId", user);
      assertThat(created.text("/naturalId")).isEqualTo(user + ":thing");
      person.post(created.link("self") + "/_edit").expect(201).shows("/ownerId", user);
      person.get(created.link("self") + "-draft").expect(200);
      person.get(created.link("inf:skills")).expect(200);
    }
  }

  @Test
  default void theModelIsNamedByEitherFieldAndModelIdWins() {
    Person alice = alice();

    alice
        .creates(Body.of("name", "A", "model", "claude-opus-4"))
        .shows("/modelId", "claude-opus-4", "/model/name", "Claude Opus 4");
    alice
        .creates(Body.of("name", "B", "model", "none", "modelId", "claude-haiku-4"))
        .shows("/modelId", "claude-haiku-4");
    alice.creates(Body.of("name", "C", "modelId", Body.NULL)).shows("/modelId", Body.NULL);
    alice.post("/api/assistants", Body.of("name", "D", "modelId", "none")).invalid("/modelId");
  }

  @Test
  default void anUnknownModelIsReportedAtTheFieldThatNamedIt() {
    alice().post("/api/assistants", Body.of("name", "E", "model", "none")).invalid("/model");
  }

  @Test
  default void everyLimitHoldsAtItsBound() {
    Person alice = alice();
    alice.creates(
        Body.of(
            "name", "😀".repeat(200),
            "description", "d".repeat(4_000),
            "instructions", "é".repeat(200_000),
            "welcome", "w".repeat(4_000),
            "suggestions", Collections.nCopies(50, "s".repeat(500)),
            "tags", IntStream.range(0, 50).mapToObj(i -> i + "t".repeat(58)).toList(),
            "token", "k".repeat(200),
            "data", Body.of("x", "y".repeat(64 * 1024 - 8))));
    alice.creates(Body.of("name", "n", "token", "k".repeat(24)));
    alice.creates(Body.of("name", "n", "tags", List.of("t".repeat(60))));
  }

  @Test
  default void oneBeyondEachLimitIsRefusedAtItsPlace() {
    Person alice = alice();
    refusedAt(alice, "/name", Body.of("name", "n".repeat(201)));
    refusedAt(alice, "/name", Body.of("name", ""));
    refusedAt(alice, "/name", Body.of("name", "  \n"));
    refusedAt(alice, "/description", named("description", "d".repeat(4_001)));
    refusedAt(alice, "/instructions", named("instructions", "d".repeat(200_001)));
    refusedAt(alice, "/welcome", named("welcome", "d".repeat(4_001)));
    refusedAt(alice, "/suggestions", named("suggestions", Collections.nCopies(51, "s")));
    refusedAt(alice, "/suggestions/1", named("suggestions", List.of("a", "s".repeat(501))));
    refusedAt(alice, "/suggestions/0", named("suggestions", List.of("")));
    refusedAt(
        alice, "/tags", named("tags", IntStream.range(0, 51).mapToObj(i -> "t" + i).toList()));
    refusedAt(alice, "/tags/0", named("tags", List.of("t".repeat(61))));
    refusedAt(alice, "/tags/1", named("tags", List.of("t", "t")));
    refusedAt(alice, "/data", named("data", Body.of("x", "y".repeat(64 * 1024 - 7))));
    refusedAt(alice, "/token", named("token", "k".repeat(23)));
    refusedAt(alice, "/token", named("token", "k".repeat(201)));
    refusedAt(alice, "/icon", named("icon", "i".repeat(201)));
    refusedAt(alice, "/folderId", named("folderId", "f".repeat(201)));
    refusedAt(alice, "/ownerId", named("ownerId", "o".repeat(201)));
    refusedAt(alice, "/ownerId", named("ownerId", "a/b"));
    refusedAt(alice, "/ownerType", Body.of("name", "A", "ownerId", "a", "ownerType", "robot"));
  }

  private static JsonObject named(String field, Object value) {
    return Body.of("name", "A", field, value);
  }

  private static void refusedAt(Person person, String pointer, Json body) {
    person.post("/api/assistants", body).invalid(pointer);
  }

  @Test
  default void wrongTypesAreAllNamed() {
    alice()
        .post(
            "/api/assistants",
            Body.of(
                "name",
                1,
                "description",
                true,
                "instructions",
                List.of(),
                "welcome",
                Body.of(),
                "dispatcher",
                "yes",
                "suggestions",
                "one",
                "modelId",
                4,
                "icon",
                5,
                "shared",
                1,
                "embedded",
                Body.NULL,
                "data",
                List.of(),
                "tags",
                Body.of(),
                "token",
                12,
                "folderId",
                false,
                "slug",
                7,
                "ownerId",
                8))
        .invalid(
            "/name",
            "/description",
            "/instructions",
            "/welcome",
            "/dispatcher",
            "/suggestions",
            "/modelId",
            "/icon",
            "/shared",
            "/embedded",
            "/data",
            "/tags",
            "/token",
            "/folderId",
            "/slug",
            "/ownerId");
    alice()
        .post("/api/assistants", Body.of("name", "A", "suggestions", List.of("a", 1, Body.NULL)))
        .invalid("/suggestions/1", "/suggestions/2");
  }

  @Test
  default void unknownFieldsAreAllNamed() {
    alice()
        .post(
            "/api/assistants", Body.of("name", "A", "colour", "red", "a/b~c", 1, "protected", true))
        .invalid("/colour", "/a~1b~0c", "/protected");
    alice().post("/api/assistants", Body.of("name", "A", "revision", 1)).invalid("/revision");
    alice().post("/api/assistants", Body.of("name", "A", "id", "x")).invalid("/id");
  }

  @Test
  default void aNameIsNeededAndNullIsNone() {
    alice().post("/api/assistants", Body.of()).invalid("/name");
    alice().post("/api/assistants", Body.of("name", Body.NULL)).invalid("/name");
  }

  @Test
  default void theTokenIsNeverShown() {
    Person alice = alice();
    String secret = "a-very-secret-token-of-the-runtime";

    Answer created = alice.creates(Body.of("name", "A", "token", secret));

    assertThat(created.text("/token")).isNotEmpty();
    for (String path :
        List.of(
            created.header("Location"),
            "/api/assistants",
            "/api/assistants-list",
            created.link("inf:revisions"),
            created.link("inf:revisions") + "/1")) {
      assertThat(alice.get(path).expect(200).body()).doesNotContain(secret);
    }
  }
}
