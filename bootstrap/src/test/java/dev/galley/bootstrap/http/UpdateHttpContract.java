package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PUT on live and on drafts, and what If-Match and fields that come back say about it. */
interface UpdateHttpContract extends HttpContract {

  private static Answer full(Person person) {
    return person.creates(
        Body.of(
            "name", "Full",
            "description", "d",
            "instructions", "i",
            "welcome", "w",
            "dispatcher", true,
            "suggestions", List.of("s"),
            "modelId", "claude-opus-4",
            "icon", "star",
            "embedded", true,
            "data", Body.of("x", 1),
            "tags", List.of("t"),
            "token", "a-token-of-a-chat-runtime",
            "folderId", "f"));
  }

  private static JsonObject plain(Answer answer) {
    JsonObject shown = answer.object();
    for (String moving : List.of("updatedAt", "revision", "name", "outdated")) {
      shown = shown.without(moving);
    }
    return shown;
  }

  @Test
  default void fieldsThatAreNotNamedStay() {
    Person alice = alice();
    Answer before = full(alice);

    Answer after = alice.put(before.header("Location"), Body.of("name", "Other")).expect(200);

    after.shows("/name", "Other", "/revision", 2);
    assertThat(plain(after)).isEqualTo(plain(before));
    assertThat(alice.get(before.header("Location")).expect(200).object()).isEqualTo(after.object());
  }

  @Test
  default void nullClearsWhatMayBeNull() {
    Person alice = alice();
    String path = full(alice).header("Location");
    for (String field :
        List.of("description", "instructions", "welcome", "modelId", "icon", "token", "folderId")) {
      alice.put(path, Body.of(field, Body.NULL)).expect(200).shows("/" + field, Body.NULL);
    }
    alice
        .put(path, Body.of("suggestions", Body.NULL, "data", Body.NULL, "tags", Body.NULL))
        .expect(200)
        .shows("/suggestions", List.of(), "/data", Body.of(), "/tags", List.of());
  }

  @Test
  default void nullForWhatMayNotBeNullIsRefused() {
    Person alice = alice();
    String path = full(alice).header("Location");
    alice
        .put(
            path,
            Body.of(
                "name", Body.NULL,
                "dispatcher", Body.NULL,
                "shared", Body.NULL,
                "embedded", Body.NULL,
                "protected", Body.NULL))
        .invalid("/name", "/dispatcher", "/shared", "/embedded", "/protected");
  }

  @Test
  default void wrongFieldsAreAllNamedAndNothingChanges() {
    Person alice = alice();
    Answer before = full(alice);
    alice
        .put(
            before.header("Location"),
            Body.of("name", "n".repeat(201), "colour", 1, "tags", List.of(1), "description", "new"))
        .invalid("/name", "/colour", "/tags/0");
    assertThat(alice.get(before.header("Location")).expect(200).body()).isEqualTo(before.body());
  }

  @Test
  default void whatWasFetchedCanBeChangedAndSentBack() {
    Person alice = alice();
    String live = full(alice).header("Location");
    alice.post(live + "/skills", Body.of("type", "web-search", "data", Body.of())).expect(201);
    String draft = "/api/assistants/" + alice.post(live + "/_edit").expect(201).text("/id");
    alice.put(draft, Body.of("welcome", "draft")).expect(200);
    for (String path : List.of(draft, live)) {
      Answer fetched = alice.get(path).expect(200);

      Answer changed = alice.put(path, fetched.object().with("name", Body.json("N"))).expect(200);

      changed.shows("/name", "N", "/token", fetched.at("/token"));
      assertThat(plain(changed)).isEqualTo(plain(fetched));
    }
  }

  @Test
  default void whatWasFetchedAndSentBackAsItIsChangesNothing() {
    Person alice = alice();
    String live = full(alice).header("Location");
    String draft = "/api/assistants/" + alice.post(live + "/_edit").expect(201).text("/id");
    for (String path : List.of(draft, live)) {
      Answer fetched = alice.get(path).expect(200);

      Answer same = alice.put(path, fetched.object()).expect(200);

      assertThat(same.body()).isEqualTo(fetched.body());
      assertThat(same.etag()).isEqualTo(fetched.etag());
    }
    alice.get(live + "/revisions").expect(200).shows("/total", 1);
  }

  @Test
  default void aStaleRepresentationOfLiveIsRefusedWithWhatChanged() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    Answer stale = alice.creates(Body.of("name", "A", "ownerId", "sales"));
    String path = stale.header("Location");
    bob.put(path, Body.of("welcome", "hello", "tags", List.of("x"))).expect(200);

    Answer refused =
        alice
            .put(path, stale.object().with("name", Body.json("B")))
            .refused(409, "changed-since-read");

    refused.shows("/currentRevision", 2, "/changedBy", "bob");
    assertThat(refused.texts("/changedPaths")).containsExactlyInAnyOrder("/tags/x", "/welcome");
    assertThat(refused.text("/changedAt"))
        .isEqualTo(alice.get(path).expect(200).text("/updatedAt"));
    alice.put(path, Body.of("revision", 1, "name", "B")).refused(409, "changed-since-read");
    alice
        .put(path, Body.of("updatedAt", stale.at("/updatedAt"), "name", "B"))
        .refused(409, "changed-since-read");
    alice.get(path).expect(200).shows("/name", "A", "/revision", 2);
  }

  @Test
  default void aStaleRepresentationOfADraftIsRefusedWithWhatChanged() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    Answer stale = alice.post(live + "/_edit").expect(201);
    String draft = stale.header("Location");
    bob.put(draft, Body.of("welcome", "hello")).expect(200);

    Answer refused =
        alice
            .put(draft, stale.object().with("name", Body.json("B")))
            .refused(409, "changed-since-read");

    refused.shows("/changedBy", "bob", "/changedPaths", List.of("/welcome"));
  }

  @Test
  default void aDraftFetchedBeforeLiveMovedNamesWhoMovedIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    Answer stale = alice.post(live + "/_edit").expect(201);
    bob.put(live, Body.of("welcome", "hello")).expect(200);

    alice
        .put(stale.header("Location"), stale.object().with("name", Body.json("B")))
        .refused(409, "changed-since-read")
        .shows("/currentRevision", 2, "/changedBy", "bob", "/changedPaths", List.of("/welcome"));
  }

  @Test
  default void otherReadOnlyFieldsWithAnotherValueAreNamed() {
    Person alice = alice();
    Answer answer = full(alice);
    alice
        .put(
            answer.header("Location"),
            Body.of(
                "id", "00000000-0000-7000-8000-000000000000",
                "slug", "other",
                "naturalId", "alice:other",
                "ownerId", "bob",
                "ownerType", "team",
                "editingId", answer.at("/id"),
                "createdAt", "2020-01-01T00:00:00.000Z",
                "createdBy", "bob",
                "updatedBy", "bob",
                "base", 1,
                "outdated", true,
                "skills", List.of(Body.of("type", "web-search"))))
        .invalid(
            "/id",
            "/slug",
            "/naturalId",
            "/ownerId",
            "/ownerType",
            "/editingId",
            "/createdAt",
            "/createdBy",
            "/updatedBy",
            "/base",
            "/outdated",
            "/skills");
    alice
        .put(
            answer.header("Location"),
            Body.of("_links", Body.of("x", 1), "chatId", "c", "model", Body.of("id", "z")))
        .expect(200)
        .shows("/modelId", "claude-opus-4", "/revision", 1);
  }

  @Test
  default void aTimeOrNumberOfTheWrongTypeIsAMistakeNotAConflict() {
    Person alice = alice();
    String path = alice.has("A");
    alice.put(path, Body.of("updatedAt", 5)).invalid("/updatedAt");
    alice.put(path, Body.of("updatedAt", "yesterday")).invalid("/updatedAt");
    alice.put(path, Body.of("revision", "1")).invalid("/revision");
    alice
        .put(path, Body.of("revision", Body.NULL, "updatedAt", Body.NULL))
        .invalid("/revision", "/updatedAt");
  }

  @Test
  default void theMaskOfATokenKeepsIt() {
    Person alice = alice();
    Answer created = full(alice);
    Json mask = created.at("/token");
    assertThat(mask).isNotEqualTo(Body.NULL);

    alice.put(created.header("Location"), Body.of("token", mask)).expect(200).shows("/token", mask);
    alice
        .put(created.header("Location"), Body.of("token", Body.NULL))
        .expect(200)
        .shows("/token", Body.NULL, "/revision", 1);
    alice.put(created.header("Location"), Body.of("token", "short")).invalid("/token");
  }

  @Test
  default void aTokenOfADraftTakesEffectWithTheCommit() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    Answer set = alice.put(draft, Body.of("token", "a-token-of-a-chat-runtime")).expect(200);
    assertThat(set.at("/token")).isNotEqualTo(Body.NULL);
    alice.get(live).expect(200).shows("/token", Body.NULL);

    alice.post(live + "/draft/_commit").expect(200).shows("/token", set.at("/token"));
  }

  @Test
  default void theNameLeavesTheSlugAlone() {
    Person alice = alice();
    String path = alice.has("First");
    alice.put(path, Body.of("name", "Second")).expect(200).shows("/naturalId", "alice:first");
  }

  @Test
  default void modelsAreLookedUpAndAnUnknownOneIsNamed() {
    Person alice = alice();
    String path = full(alice).header("Location");
    alice.put(path, Body.of("modelId", "none")).invalid("/modelId");
    alice.put(path, Body.of("model", "none")).invalid("/model");
    alice
        .put(path, Body.of("model", "claude-haiku-4"))
        .expect(200)
        .shows("/modelId", "claude-haiku-4");
    alice
        .put(path, Body.of("model", "none", "modelId", "claude-opus-4"))
        .expect(200)
        .shows("/modelId", "claude-opus-4");
  }

  @Test
  default void aWriteWithTheCurrentTagIsTaken() {
    Person alice = alice();
    Answer first = full(alice);
    String path = first.header("Location");

    Answer second = alice.put(path, Body.of("name", "B")).ifMatch(first.etag()).expect(200);
    alice.put(path, Body.of("name", "C")).ifMatch("\"x\", " + second.etag()).expect(200);
    alice.put(path, Body.of("name", "D")).ifMatch("*").expect(200);
  }

  @Test
  default void aWriteWithAnotherTagIsRefusedWithWhoChangedIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Answer seen = alice.creates(Body.of("name", "A", "ownerId", "sales"));
    String path = seen.header("Location");
    tenant.user("bob").writerOf("sales").put(path, Body.of("name", "B")).expect(200);

    Answer refused =
        alice
            .put(path, Body.of("name", "C"))
            .ifMatch(seen.etag())
            .refused(412, "precondition-failed");

    refused.shows("/changedBy", "bob");
    assertThat(refused.has("/changedAt")).isTrue();
    alice.put(path, Body.of("name", "C")).ifMatch("\"other\"").refused(412, "precondition-failed");
    alice.delete(path).ifMatch(seen.etag()).refused(412, "precondition-failed");
    alice.get(path).expect(200).shows("/name", "B");
  }

  @Test
  default void onlyTheAuthoredPartOfATagIsCompared() {
    Person alice = alice();
    Answer seen = full(alice);
    String path = seen.header("Location");
    alice.put(path, Body.of("folderId", "elsewhere")).expect(200);

    alice.put(path, Body.of("name", "B")).ifMatch(seen.etag()).expect(200);
  }

  @Test
  default void weakTagsNeverMatchAndOthersAreMalformed() {
    Person alice = alice();
    Answer seen = full(alice);
    String path = seen.header("Location");

    alice
        .put(path, Body.of("name", "B"))
        .ifMatch("W/" + seen.etag())
        .refused(412, "precondition-failed");
    for (String malformed : List.of("x", "\"open", "\"a\" \"b\"", ",", "*, \"a\"", "w/\"a\"")) {
      alice
          .put(path, Body.of("name", "B"))
          .ifMatch(malformed)
          .refused(400, "invalid-request")
          .shows("/errors/0/header", "If-Match");
    }
  }

  @Test
  default void preconditionsComeBeforeFieldsThatCameBack() {
    Person alice = alice();
    Answer seen = full(alice);
    String path = seen.header("Location");
    alice.put(path, Body.of("name", "B")).expect(200);

    alice.put(path, seen.object()).ifMatch(seen.etag()).refused(412, "precondition-failed");
  }

  @Test
  default void aProtectedAssistantChangesThroughDraftsOnly() {
    Tenant tenant = tenant();
    Person admin = tenant.user("alice").writerOf("sales");
    Person writer = tenant.user("bob").writerOf("sales");
    String path = admin.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String skill =
        admin.post(path + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    writer
        .put(path, Body.of("protected", true))
        .refused(403, "forbidden")
        .namesPointers("/protected");
    admin
        .put(path, Body.of("protected", true))
        .expect(200)
        .shows("/protected", true, "/revision", 2);

    for (Person person : List.of(admin, writer)) {
      person.put(path, Body.of("name", "B")).refused(409, "draft-required");
      person
          .put(path, Body.of("token", "a-token-of-a-chat-runtime"))
          .refused(409, "draft-required");
      person.put(path + "/tags", List.of("x")).refused(409, "draft-required");
      person.post(path + "/skills", Body.of("type", "web-search")).refused(409, "draft-required");
      person.put(path + "/skills/" + skill, Body.of("name", "N")).refused(409, "draft-required");
      person.delete(path + "/skills/" + skill).refused(409, "draft-required");
      person.put(path, Body.of("name", "A")).expect(200);
    }
    Answer refused = writer.put(path, Body.of("name", "B")).refused(409, "draft-required");
    String draft = writer.post(refused.link("inf:edit")).expect(201).header("Location");
    writer.put(draft, Body.of("name", "B")).expect(200);
    writer.post(path + "/draft/_commit").expect(200).shows("/name", "B", "/protected", true);

    writer.put(path, Body.of("protected", false)).refused(403, "forbidden");
    admin.put(path, Body.of("protected", false)).expect(200);
    writer.put(path, Body.of("name", "C")).expect(200);
  }

  @Test
  default void settingsOfTheAssistantAreNotChangedInADraft() {
    Person alice = alice();
    String draft = alice.post(alice.has("A") + "/_edit").expect(201).header("Location");
    alice
        .put(draft, Body.of("protected", true, "folderId", "f"))
        .invalid("/protected", "/folderId");
    alice.put(draft, Body.of("protected", false, "folderId", Body.NULL)).expect(200);
  }

  @Test
  default void aWriteThatChangesNothingMakesNoRevision() {
    Person alice = alice();
    Answer created = full(alice);
    String path = created.header("Location");

    Answer same = alice.put(path, Body.of("name", "Full", "data", Body.of("x", 1.0))).expect(200);

    assertThat(same.body()).isEqualTo(created.body());
    alice.put(path, Body.of()).expect(200).shows("/revision", 1);
    alice.put(path + "/tags", List.of("t")).expect(200);
    alice.get(path).expect(200).shows("/revision", 1);
  }

  @Test
  default void aWriteOnLiveMakesTheOpenDraftOutdated() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(live, Body.of("folderId", "f")).expect(200);
    alice.get(draft).expect(200).shows("/outdated", false);

    alice.put(live, Body.of("welcome", "w")).expect(200);

    alice.get(draft).expect(200).shows("/outdated", true, "/base", 1, "/revision", 2);
  }
}
