package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drafts of agents are brought onto the newest revision. */
interface CopyRebaseHttpContract extends HttpContract {

  /** Revision 2 has another comment than 1. */
  private static Studio twoRevisions(Tenant tenant, Person alice, JsonObject mine) {
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first", "a");
    studio.saves(alice, 1, mine);
    studio.mints(alice, "second", "a");
    return studio;
  }

  @Test
  default void aRebaseTakesTheChangesOfBothSides() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = twoRevisions(tenant, alice, Studio.content("first", "a", "b"));
    Answer rebased =
        alice
            .post(studio.draft(1) + ":rebase", Body.of("expectedRevision", 2))
            .ifMatch("1")
            .header("X-Client-Id", "laptop")
            .expect(200)
            .shows(
                "/baseRevision",
                2,
                "/version",
                2,
                "/historyCursor",
                2,
                "/outdated",
                false,
                "/canUndo",
                true,
                "/headData/comment",
                "second");
    assertThat(rebased.header("Content-Location")).isEqualTo(studio.draft(2));
    assertThat(rebased.etag()).isEqualTo("\"2\"");
    assertThat(rebased.texts("/headData/flow/steps", "id")).contains("b");

    alice.get(studio.draft(1)).expect(204);
    Answer moved =
        alice
            .put(studio.draft(1), Studio.sketch("late"))
            .ifMatch("1")
            .refused(409, "draft-moved")
            .shows("/baseRevision", 2, "/clientId", "laptop", "/changeKind", "rebase");
    assertThat(moved.link("draft")).isEqualTo(studio.draft(2));
    alice.post(studio.draft(1) + ":undo").ifMatch("2").refused(409, "draft-moved");
    alice.delete(studio.draft(1)).refused(409, "draft-moved");
    alice.get(moved.link("draft")).expect(200);
    alice
        .post(studio.draft(2) + ":undo")
        .ifMatch("2")
        .expect(200)
        .shows("/headData/comment", "first");
    alice.post(studio.draft(2) + ":redo").ifMatch("3").expect(200);
    alice.post(studio.draft(2) + ":commit").ifMatch("4").expect(201).shows("/revision", 3);
    alice
        .put(studio.draft(1), Studio.sketch("late"))
        .ifMatch("1")
        .refused(409, "draft-gone")
        .shows("/lastDraft/revision", 3);
  }

  @Test
  default void aNewDraftCanBeBegunWhereOneHasMovedAway() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = twoRevisions(tenant, alice, Studio.content("first", "a", "b"));
    alice.post(studio.draft(1) + ":rebase").ifMatch("1").expect(200);
    alice
        .put(studio.draft(1), Studio.content("first", "a", "z"))
        .expect(200)
        .shows("/version", 3, "/historyCursor", 3, "/baseRevision", 1);
    alice.get(studio.draft(2)).expect(200).shows("/version", 2);
    assertThat(alice.get(studio.path() + "/drafts").expect(200).items("")).hasSize(2);
  }

  @Test
  default void conflictsAreDecidedByTheAuthor() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = twoRevisions(tenant, alice, Studio.content("mine", "a", "b"));
    String rebase = studio.draft(1) + ":rebase";
    Answer refused =
        alice
            .post(rebase)
            .ifMatch("1")
            .refused(409, "merge-conflict")
            .shows(
                "/conflicts/0/path", "/comment",
                "/conflicts/0/base", "first",
                "/conflicts/0/live", "second",
                "/conflicts/0/draft", "mine",
                "/currentRevision", 2,
                "/baseRevision", 1);
    assertThat(refused.items("/conflicts")).hasSize(1);
    assertThat(alice.get(refused.link("compare")).expect(200).items("/changes")).isNotEmpty();

    // To look takes no version.
    Answer preview =
        alice
            .post(rebase, Body.of("dryRun", true))
            .expect(200)
            .shows("/conflicts/0/resolved", false, "/content/comment", "second");
    assertThat(preview.names("")).doesNotContain("version");
    alice
        .post(
            rebase,
            Body.of(
                "dryRun",
                true,
                "resolutions",
                List.of(Body.of("path", "/comment", "take", "draft"))))
        .ifMatch("1")
        .expect(200)
        .shows("/conflicts/0/resolved", true, "/content/comment", "mine");
    alice.get(studio.draft(1)).expect(200).shows("/version", 1);

    alice
        .post(rebase, Body.of("expectedRevision", 1))
        .ifMatch("1")
        .refused(409, "base-outdated")
        .shows("/currentRevision", 2);
    alice
        .post(rebase, Body.of("resolutions", List.of(Body.of("path", "/nothing", "take", "live"))))
        .ifMatch("1")
        .refused(400, "invalid-request");
    alice.post(rebase, Body.of("x", 1)).ifMatch("1").invalid("/x");
    alice.post(rebase + "?replace=1&x=1").ifMatch("1").expect(400).namesParameters("replace", "x");
    alice
        .post(
            rebase,
            Body.of(
                "resolutions",
                List.of(Body.of("path", "/comment", "take", "value", "value", "ours"))))
        .ifMatch("1")
        .expect(200)
        .shows("/headData/comment", "ours", "/baseRevision", 2);
  }

  @Test
  default void aDraftOnTheNewestRevisionStays() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    studio.mints(alice, "first");
    studio.saves(alice, 1, Studio.content("mine"));
    assertThat(
            alice
                .post(studio.draft(1) + ":rebase")
                .ifMatch("1")
                .expect(200)
                .shows("/version", 1, "/baseRevision", 1)
                .header("Content-Location"))
        .isEqualTo(studio.draft(1));
  }

  @Test
  default void aDraftThatIsInTheWayGivesWayWhenItIsToldTo() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = twoRevisions(tenant, alice, Studio.content("first", "a", "b"));
    studio.saves(alice, 2, Studio.sketch("in the way"));
    alice.put(studio.draft(2), Studio.sketch("still in the way")).ifMatch("1").expect(200);
    Answer refused =
        alice
            .post(studio.draft(1) + ":rebase")
            .ifMatch("1")
            .refused(409, "draft-exists")
            .shows("/baseRevision", 2);
    assertThat(refused.link("draft")).isEqualTo(studio.draft(2));
    Answer replaced =
        alice
            .post(studio.draft(1) + ":rebase?replace=true")
            .ifMatch("1")
            .expect(200)
            .shows("/version", 3, "/historyCursor", 4, "/headData/comment", "second");
    assertThat(replaced.items("/history")).hasSize(3);
    alice
        .get(studio.draft(2) + "/history/3")
        .expect(200)
        .shows("/content/comment", "still in the way");
    assertThat(alice.get(studio.path() + "/drafts").expect(200).items("")).hasSize(1);
    alice.get(studio.draft(1)).expect(204);
  }

  @Test
  default void aDraftIsComparedWithItsBaseAndTheNewest() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = twoRevisions(tenant, alice, Studio.content("first", "a", "b"));
    String compare = studio.draft(1) + ":compare";
    Answer changes = alice.get(compare).expect(200).shows("/agentId", "helper");
    assertThat(changes.texts("/changedPaths")).contains("/flow/steps/b").doesNotContain("/comment");
    assertThat(alice.get(compare + "?from=head&to=revision:2").expect(200).texts("/changedPaths"))
        .contains("/comment", "/flow/steps/b");
    assertThat(
            alice
                .get(compare + "?from=base&to=head")
                .header("Accept", "application/json-patch+json")
                .expect(200)
                .texts("", "op"))
        .isNotEmpty();
    alice.get(compare + "?from=live&to=entry:0&x=1").expect(400).namesParameters("from", "to", "x");
    alice.get(compare + "?to=entry:9").refused(404, "not-found");
    alice.get(studio.draft(2) + ":compare").refused(404, "not-found");
  }
}
