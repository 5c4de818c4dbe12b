package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Opening, sharing, committing, forcing and discarding drafts. */
interface DraftsHttpContract extends HttpContract {

  @Test
  default void openingAnswersTheOneDraftOfTheAssistant() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");

    Answer opened = alice.post(live + "/_edit").expect(201);
    Answer again = bob.post(live + "/_edit").expect(200);

    assertThat(opened.header("Location")).isEqualTo("/api/assistants/" + opened.text("/id"));
    opened.shows("/createdBy", "alice", "/updatedBy", "alice", "/base", 1, "/outdated", false);
    assertThat(again.body()).isEqualTo(opened.body());
    bob.put(opened.header("Location"), Body.of("name", "B")).expect(200);
    alice.get(live + "/draft").expect(200).shows("/name", "B", "/updatedBy", "bob");
    alice.post(live + "/_edit").expect(200).shows("/name", "B");
  }

  @Test
  default void aDraftHasNoDraft() {
    Person alice = alice();
    String draft = alice.post(alice.has("A") + "/_edit").expect(201).header("Location");
    alice.post(draft + "/_edit").refused(409, "already-a-draft");
    alice.post("/api/assistants/alice:a-draft/_edit").refused(409, "already-a-draft");
  }

  @Test
  default void openingTakesNoFields() {
    Person alice = alice();
    String live = alice.has("A");
    alice.post(live + "/_edit", Body.of("name", "B")).invalid("/name");
    alice.post(live + "/_edit", List.of()).invalid("");
    alice.post(live + "/_edit", Body.of()).expect(201);
  }

  @Test
  default void withoutADraftThereIsNothingToReadCommitOrDiscard() {
    Person alice = alice();
    String live = alice.has("A");
    for (String id : List.of(live, live + "-draft")) {
      String path = id.endsWith("-draft") ? "/api/assistants/alice:a-draft" : id;
      Answer none = alice.get(path + "/draft").refused(404, "no-draft");
      assertThat(none.has("/lastDraft")).isFalse();
      alice.post(path + "/draft/_commit").refused(404, "no-draft");
      alice.delete(path + "/draft").refused(404, "no-draft");
    }
    alice.get("/api/assistants/alice:none/draft").refused(404, "not-found");
  }

  @Test
  default void aRepeatedCommitLearnsThatItSucceeded() {
    Person alice = alice();
    String live = alice.has("A");
    Answer draft = alice.post(live + "/_edit").expect(201);
    alice.put(draft.header("Location"), Body.of("name", "B")).expect(200);
    Answer committed = alice.post(live + "/draft/_commit").expect(200);

    Answer again = alice.post(live + "/draft/_commit").refused(404, "no-draft");

    again.shows(
        "/lastDraft/outcome",
        "committed",
        "/lastDraft/revision",
        2,
        "/lastDraft/by",
        "alice",
        "/lastDraft/at",
        committed.text("/updatedAt"));
    alice
        .get(draft.header("Location"))
        .refused(404, "no-draft")
        .shows("/lastDraft/outcome", "committed");
    alice.put(draft.header("Location"), Body.of("name", "C")).refused(404, "no-draft");
    alice.delete(live + "/draft").refused(404, "no-draft");
  }

  @Test
  default void aDiscardedDraftIsGone() {
    Person alice = alice();
    String live = alice.has("A");
    Answer first = alice.post(live + "/_edit").expect(201);
    alice.put(first.header("Location"), Body.of("name", "B")).expect(200);
    alice.delete(live + "/draft").expect(204);

    alice
        .get(live + "/draft")
        .refused(404, "no-draft")
        .shows(
            "/lastDraft/outcome", "discarded", "/lastDraft/by", "alice", "/lastDraft/revision", 1);
    alice.delete(live + "/draft").refused(404, "no-draft");
    Answer second = alice.post(live + "/_edit").expect(201);
    second.shows("/name", "A");
    assertThat(second.text("/id")).isNotEqualTo(first.text("/id"));
    // The id of the draft that is gone never means the one that came after it.
    alice.get(first.header("Location")).refused(404, "no-draft");
    alice.put(first.header("Location"), Body.of("name", "C")).refused(404, "no-draft");
    alice.delete(first.header("Location")).refused(404, "no-draft");
    alice.post(first.header("Location") + "/draft/_commit").refused(404, "no-draft");
  }

  @Test
  default void aDraftEqualToLiveCommitsToNothing() {
    Person alice = alice();
    Answer before = alice.creates(Body.of("name", "A"));
    String live = before.header("Location");
    alice.post(live + "/_edit").expect(201);

    Answer after = alice.post(live + "/draft/_commit").expect(200);

    assertThat(after.body()).isEqualTo(before.body());
    assertThat(after.etag()).isEqualTo(before.etag());
    alice.get(live + "/draft").refused(404, "no-draft");
    alice.get(live + "/revisions").expect(200).shows("/total", 1);
  }

  @Test
  default void aCommitMayCarryAComment() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    alice.post(live + "/draft/_commit", Body.of("comment", 5)).invalid("/comment");
    alice.post(live + "/draft/_commit", Body.of("comment", "c".repeat(10_001))).invalid("/comment");
    alice.post(live + "/draft/_commit", Body.of("note", "x")).invalid("/note");
    alice.post(live + "/draft/_commit", List.of()).invalid("");

    alice.post(live + "/draft/_commit", Body.of("comment", "Why 😀")).expect(200);

    alice
        .get(live + "/revisions/2")
        .expect(200)
        .shows("/comment", "Why 😀", "/kind", "commit", "/author", "alice");
  }

  @Test
  default void aCommitByTheDraftsOwnIdIsTheSame() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);

    alice
        .post("/api/assistants/alice:a-draft/draft/_commit")
        .expect(200)
        .shows("/naturalId", "alice:a", "/name", "B");
  }

  @Test
  default void aCommitOverMovedLiveIsRefusedWithBothSides() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    Answer original = alice.creates(Body.of("name", "A", "ownerId", "sales"));
    String live = original.header("Location");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "Mine", "tags", List.of("t"))).expect(200);
    Answer moved = bob.put(live, Body.of("welcome", "theirs")).expect(200);

    Answer refused = alice.post(live + "/draft/_commit").refused(409, "live-changed");

    refused.shows(
        "/currentRevision",
        2,
        "/baseRevision",
        1,
        "/changedPaths/live",
        List.of("/welcome"),
        "/changedPaths/draft",
        List.of("/name", "/tags/t"),
        "/changedBy",
        "bob",
        "/changedAt",
        moved.text("/updatedAt"));
    assertThat(refused.links("inf:compare")).isTrue();
    refused.shows(
        "/revisions",
        List.of(
            Body.of(
                "revision",
                2,
                "author",
                "bob",
                "at",
                moved.text("/updatedAt"),
                "comment",
                Body.NULL,
                "changedPaths",
                List.of("/welcome"),
                "changedPathsTruncated",
                false)));
    assertThat(refused.names("/_links"))
        .containsExactly("inf:compare", "inf:rebase", "inf:draft", "inf:original");
    for (String relation : refused.names("/_links")) {
      if (!relation.equals("inf:rebase")) {
        alice.get(refused.link(relation)).expect(200);
      }
    }
    alice.post(refused.link("inf:rebase"), Body.of("dryRun", true)).expect(200);
    alice.get(live).expect(200).shows("/name", "A", "/welcome", "theirs");
    alice.get(live + "/draft").expect(200).shows("/name", "Mine");
  }

  @Test
  default void aForcedCommitNamesTheRevisionThatItGoesOver() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "Mine")).expect(200);
    alice.put(live, Body.of("welcome", "theirs")).expect(200);
    String commit = live + "/draft/_commit";

    alice.post(commit + "?force=true").refused(428, "precondition-required");
    alice.post(commit + "?force=true&expectedRevision=1").refused(409, "live-changed");
    alice
        .post(commit + "?expectedRevision=2")
        .refused(400, "invalid-request")
        .namesParameters("expectedRevision");
    alice.put(live, Body.of("welcome", "again")).expect(200);
    alice
        .post(commit + "?force=true&expectedRevision=2")
        .refused(409, "live-changed")
        .shows("/currentRevision", 3);
    for (String bad :
        List.of("force=yes", "force=true&expectedRevision=x", "force=true&expectedRevision=0")) {
      alice.post(commit + "?" + bad).refused(400, "invalid-request");
    }
    alice.post(commit + "?colour=red").refused(400, "invalid-request").namesParameters("colour");

    alice
        .post(commit + "?force=true&expectedRevision=3")
        .expect(200)
        .shows("/name", "Mine", "/welcome", Body.NULL, "/revision", 4);

    alice.get(live + "/revisions/3").expect(200).shows("/content/welcome", "again");
    alice
        .post(commit + "?force=true&expectedRevision=4")
        .refused(404, "no-draft")
        .shows("/lastDraft/outcome", "committed");
  }

  @Test
  default void commitAndDiscardTakeTheTagOfTheDraft() {
    Person alice = alice();
    Answer created = alice.creates(Body.of("name", "A"));
    String live = created.header("Location");
    Answer opened = alice.post(live + "/_edit").expect(201);
    Answer edited = alice.put(opened.header("Location"), Body.of("name", "B")).expect(200);

    for (String stale : List.of(opened.etag(), created.etag(), "W/" + edited.etag())) {
      alice.post(live + "/draft/_commit").ifMatch(stale).refused(412, "precondition-failed");
      alice.delete(live + "/draft").ifMatch(stale).refused(412, "precondition-failed");
      alice.delete(opened.header("Location")).ifMatch(stale).refused(412, "precondition-failed");
    }
    alice.post(live + "/draft/_commit").ifMatch("bad").refused(400, "invalid-request");
    alice.post(live + "/draft/_commit").ifMatch(edited.etag()).expect(200);

    String other = alice.post(live + "/_edit").expect(201).etag();
    alice.delete(live + "/draft").ifMatch(other).expect(204);
  }

  @Test
  default void openingToEveryoneIsJudgedAtTheCommit() {
    Tenant tenant = tenant();
    Person admin = tenant.user("alice").writerOf("sales");
    Person writer = tenant.user("bob").writerOf("sales");
    String live = admin.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    writer.put(live, Body.of("shared", true)).refused(403, "forbidden").namesPointers("/shared");
    String draft = writer.post(live + "/_edit").expect(201).header("Location");
    writer.put(draft, Body.of("shared", true)).expect(200).shows("/shared", true);

    writer.post(live + "/draft/_commit").refused(403, "forbidden").namesPointers("/shared");

    tenant.user("stranger").get(live).refused(404, "not-found");
    admin.post(live + "/draft/_commit").expect(200).shows("/shared", true);
    tenant.user("stranger").get(live).expect(200);
    // Closing it again, or leaving it open, needs no more than writing.
    writer.put(live, Body.of("name", "B", "shared", true)).expect(200);
    writer.put(live, Body.of("shared", false)).expect(200);
    writer.put(live, Body.of("shared", true)).refused(403, "forbidden");
  }

  @Test
  default void aCommitLeavesWhatIsNoContent() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    alice.put(live, Body.of("folderId", "moved")).expect(200);

    alice
        .post(live + "/draft/_commit")
        .expect(200)
        .shows("/name", "B", "/folderId", "moved", "/slug", "a");
  }

  @Test
  default void theIdOfADraftMeansTheDraftAsLongAsThereIsOneAndNothingAfterThat() {
    Person alice = alice();
    String live = alice.creates(Body.of("name", "A")).header("Location");
    String draft = "/api/assistants/alice:a-draft";
    Object chat = Body.of("assistantId", "alice:a-draft");
    List<String> reads =
        List.of(
            "",
            "/skills",
            "/owner",
            "/shares",
            "/favorite",
            "/audit",
            "/usage",
            "/revisions",
            "/revisions/1",
            "/revisions/_verify",
            "/discarded",
            "/_compare",
            "/draft",
            "/draft/history",
            "/comments",
            "/tags");
    alice.post(live + "/_edit").expect(201);
    reads.forEach(read -> alice.get(draft + read).expect(200));
    alice.post("/api/chats", chat).expect(201);

    alice.delete(live + "/draft").expect(204);

    reads.forEach(read -> alice.get(draft + read).refused(404, "no-draft"));
    alice.post("/api/chats", chat).refused(404, "no-draft");
    alice.post(draft + "/revisions/1/_restore").refused(404, "no-draft");
    alice.get(live + "/discarded").expect(200).shows("/total", 1);
    alice.get(live + "/revisions").expect(200);
  }
}
