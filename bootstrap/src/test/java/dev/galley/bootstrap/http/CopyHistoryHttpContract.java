package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The heads that a draft of an agent had. */
interface CopyHistoryHttpContract extends HttpContract {

  /** Drafts of that many heads are at the version of their number. */
  private String draftOf(Person alice, Studio studio, int heads) {
    String draft = studio.draft(0);
    for (int i = 1; i <= heads; i++) {
      Call save = alice.put(draft, Studio.sketch("head " + i)).header("Prefer", "return=minimal");
      (i == 1 ? save : save.ifMatch(Integer.toString(i - 1))).expect(204);
    }
    return draft;
  }

  @Test
  default void entriesStayReadableAndRestorable() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String draft = draftOf(alice, studio, 3);
    alice.post(draft + ":undo").ifMatch("3").expect(200);
    alice.post(draft + ":undo").ifMatch("4").expect(200);
    alice.put(draft, Studio.sketch("other")).ifMatch("5").expect(200);

    Answer path =
        alice.get(draft + "/history").expect(200).shows("/version", 6, "/historyCursor", 4);
    assertThat(path.items("/history")).hasSize(2);
    path.shows("/history/0/seqNo", 1, "/history/1/seqNo", 4);
    Answer all = alice.get(draft + "/history?all=true").expect(200);
    assertThat(all.items("/history")).hasSize(4);
    all.shows("/history/1/seqNo", 2, "/history/1/reachable", false, "/history/3/reachable", true);

    Answer entry =
        alice
            .get(draft + "/history/3")
            .expect(200)
            .shows("/seqNo", 3, "/content/comment", "head 3", "/pinned", false);
    assertThat(entry.text("/contentHash")).isEqualTo(all.text("/history/2/contentHash"));
    alice
        .post(draft + ":restore", Body.of("seqNo", 3))
        .ifMatch("6")
        .expect(200)
        .shows("/headData/comment", "head 3", "/historyCursor", 5);
    alice
        .get(draft + ":compare?from=entry:2&to=head")
        .expect(200)
        .shows("/changedPaths/0", "/comment");

    for (String none : List.of("0", "6", "x")) {
      alice.get(draft + "/history/" + none).refused(404, "not-found");
      alice.patch(draft + "/history/" + none, Body.of("pinned", true)).refused(404, "not-found");
    }
    alice.get(draft + "/history?all=1&x=1").expect(400).namesParameters("all", "x");
    alice.get(draft + "/history/1?x=1").expect(400).namesParameters("x");
    alice.get(studio.path() + "/revisions/1/draft/history").refused(404, "not-found");
  }

  @Test
  default void pinsAndNamesAreNoChange() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String draft = draftOf(alice, studio, 2);
    String entry = draft + "/history/1";
    alice
        .patch(entry, Body.of("pinned", true, "label", "Good one"))
        .expect(200)
        .shows("/seqNo", 1, "/pinned", true, "/label", "Good one");
    alice
        .get(draft)
        .expect(200)
        .shows("/version", 2, "/history/0/pinned", true, "/history/0/label", "Good one");
    alice.get(entry).expect(200).shows("/label", "Good one", "/content/comment", "head 1");
    alice
        .patch(entry, Body.of("label", Body.NULL))
        .expect(200)
        .shows("/pinned", true, "/label", Body.NULL);
    alice.patch(entry, Body.of("pinned", false)).expect(200).shows("/pinned", false);
    alice
        .patch(entry, Body.of("pinned", "yes", "label", "", "x", 1))
        .invalid("/pinned", "/label", "/x");
    alice.put(draft, Studio.sketch("after")).ifMatch("2").expect(200);
  }

  @Test
  default void onlySoManyEntriesArePinned() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Studio studio = Studio.of(tenant, alice);
    String draft = draftOf(alice, studio, 101);
    for (int i = 1; i <= 100; i++) {
      alice.patch(draft + "/history/" + i, Body.of("pinned", true)).expect(200);
    }
    alice.patch(draft + "/history/101", Body.of("pinned", true)).refused(409, "too-many-pins");
    alice.patch(draft + "/history/100", Body.of("label", "last")).expect(200);
    alice.patch(draft + "/history/1", Body.of("pinned", false)).expect(200);
    alice.patch(draft + "/history/101", Body.of("pinned", true)).expect(200);
  }
}
