package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that anybody wrote is lost: rebase, restore, partial commits, undo and redo. */
interface TrustHttpContract extends HttpContract {

  /** A draft of Alice's and, since it was opened, a change of Bob's on live. */
  record Stale(Person alice, Person bob, Person reader, String live, String draft) {

    /** Both edits are sent as PUTs. */
    static Stale of(Tenant tenant, Object draftEdit, Object liveEdit) {
      Person alice = tenant.user("alice").writerOf("sales");
      Person bob = tenant.user("bob").writerOf("sales");
      String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
      String draft = alice.post(live + "/_edit").expect(201).header("Location");
      alice.put(draft, draftEdit).expect(200);
      bob.put(live, liveEdit).expect(200);
      return new Stale(alice, bob, tenant.user("carol").readerOf("sales"), live, draft);
    }
  }

  @Test
  default void twoEditorsAndAStaleDraftLoseNothing() {
    Tenant tenant = tenant();
    Stale stale =
        Stale.of(
            tenant,
            Body.of("instructions", "Alice's", "welcome", "Hello", "tags", List.of("a")),
            Body.of("instructions", "Bob's", "icon", "star", "tags", List.of("b")));
    Person alice = stale.alice();
    String rebase = stale.live() + "/draft/_rebase";

    // The commit is refused, and names who did what.
    Answer refused = alice.post(stale.live() + "/draft/_commit").refused(409, "live-changed");
    refused.shows(
        "/revisions/0/author", "bob", "/revisions/0/changedPaths/0", "/icon", "/baseRevision", 1);
    assertThat(alice.get(refused.link("inf:compare")).expect(200).texts("/changedPaths"))
        .contains("/instructions", "/icon", "/welcome");

    // What would come of a rebase?
    Answer preview = alice.post(rebase, Body.of("dryRun", true)).expect(200);
    preview.shows(
        "/baseRevision",
        1,
        "/currentRevision",
        2,
        "/content/icon",
        "star",
        "/content/welcome",
        "Hello",
        "/content/tags",
        List.of("a", "b"),
        "/conflicts",
        List.of(
            Body.of(
                "path",
                "/instructions",
                "kind",
                "both-added",
                "live",
                "Bob's",
                "draft",
                "Alice's",
                "resolved",
                false)));
    alice.get(stale.live() + "/draft").expect(200).shows("/outdated", true, "/base", 1);

    // Nobody decides for her.
    Answer conflict = alice.post(rebase).refused(409, "merge-conflict");
    conflict.shows(
        "/currentRevision",
        2,
        "/conflicts",
        List.of(
            Body.of(
                "path",
                "/instructions",
                "kind",
                "both-added",
                "live",
                "Bob's",
                "draft",
                "Alice's")));

    // She decides; then the commit goes through.
    Object decided =
        Body.of(
            "expectedRevision",
            2,
            "resolutions",
            List.of(Body.of("path", "/instructions", "take", "value", "value", "Both's")));
    Answer rebased = alice.post(rebase, decided).expect(200);
    rebased.shows(
        "/base",
        2,
        "/outdated",
        false,
        "/instructions",
        "Both's",
        "/welcome",
        "Hello",
        "/icon",
        "star",
        "/tags",
        List.of("a", "b"));
    assertThat(rebased.text("/editingId")).isNotEmpty();
    // The answer was lost: the same request again finds its work done.
    assertThat(alice.post(rebase, decided).expect(200).body()).isEqualTo(rebased.body());
    alice
        .post(stale.live() + "/draft/_commit")
        .expect(200)
        .shows("/revision", 3, "/instructions", "Both's", "/icon", "star", "/welcome", "Hello");
    alice.get(stale.live() + "/revisions/2").expect(200).shows("/content/instructions", "Bob's");
  }

  @Test
  default void aRebaseWithoutConflictsNeedsNoDecision() {
    Stale stale = Stale.of(tenant(), Body.of("welcome", "Hi"), Body.of("icon", "star"));
    Answer before = stale.alice().get(stale.draft()).expect(200);

    Answer rebased =
        stale.bob().post(stale.live() + "/draft/_rebase").ifMatch(before.etag()).expect(200);

    rebased.shows("/icon", "star", "/welcome", "Hi", "/base", 2, "/updatedBy", "bob");
    assertThat(rebased.text("/id")).isEqualTo(before.text("/id"));
    // Live has seen nothing of it.
    stale.bob().get(stale.live()).expect(200).shows("/welcome", Body.NULL, "/revision", 2);
    stale.bob().get(stale.live() + "/revisions").expect(200).shows("/total", 2);
  }

  @Test
  default void aDraftOnLiveStaysAsItIs() {
    Person alice = alice();
    String live = alice.has("A");
    alice.post(live + "/draft/_rebase").refused(404, "no-draft");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    Answer before = alice.put(draft, Body.of("name", "B")).expect(200);

    assertThat(alice.post(live + "/draft/_rebase").expect(200).body()).isEqualTo(before.body());
    alice
        .post(live + "/draft/_rebase", Body.of("dryRun", true))
        .expect(200)
        .shows("/content", Body.of("name", "B"), "/conflicts", List.of());
    alice
        .post(live + "/draft/_rebase", Body.of("expectedRevision", 7))
        .refused(409, "live-changed")
        .shows("/currentRevision", 1, "/revisions", List.of());
  }

  @Test
  default void aRebaseTakesTheSideThatWasChosen() {
    for (String side : List.of("live", "draft")) {
      Stale stale = Stale.of(tenant(), Body.of("name", "draft"), Body.of("name", "live"));
      stale
          .alice()
          .post(
              stale.live() + "/draft/_rebase",
              Body.of("resolutions", List.of(Body.of("path", "/name", "take", side))))
          .expect(200)
          .shows("/name", side, "/outdated", false);
    }
  }

  @Test
  default void aRebaseNamesWhatIsWrongWithItsBody() {
    Stale stale = Stale.of(tenant(), Body.of("name", "draft"), Body.of("name", "live"));
    String rebase = stale.live() + "/draft/_rebase";
    Person alice = stale.alice();

    alice.post(rebase, Body.of("expectedRevision", 0)).invalid("/expectedRevision");
    alice.post(rebase, Body.of("expectedRevision", "2")).invalid("/expectedRevision");
    alice.post(rebase, Body.of("dryRun", "yes")).invalid("/dryRun");
    alice.post(rebase, Body.of("resolutions", "all")).invalid("/resolutions");
    alice.post(rebase, Body.of("force", true)).invalid("/force");
    alice.post(rebase, List.of()).invalid("");
    alice
        .post(
            rebase,
            Body.of(
                "resolutions",
                List.of(
                    "x",
                    Body.of("path", 1, "take", "mine"),
                    Body.of("path", "/name", "take", "value"),
                    Body.of("path", "/name", "take", "live", "value", "x", "why", "y"))))
        .invalid(
            "/resolutions/0",
            "/resolutions/1/path",
            "/resolutions/1/take",
            "/resolutions/2/value",
            "/resolutions/3/value",
            "/resolutions/3/why");
    alice
        .post(rebase, resolved(Body.of("path", "/welcome", "take", "live")))
        .invalid("/resolutions/0/path");
    alice
        .post(
            rebase,
            resolved(
                Body.of("path", "/name", "take", "live"),
                Body.of("path", "/name", "take", "draft")))
        .invalid("/resolutions/1/path");
    alice.post(rebase + "?force=true").refused(400, "invalid-request").namesParameters("force");
    alice.get(stale.draft()).expect(200).shows("/name", "draft", "/outdated", true);
  }

  private static Object resolved(Object... resolutions) {
    return Body.of("resolutions", List.of(resolutions));
  }

  @Test
  default void whatARebaseTakesInKeepsTheRulesOfAnEdit() {
    Stale stale =
        Stale.of(
            tenant(),
            Body.of("name", "draft", "welcome", "a"),
            Body.of("name", "live", "welcome", "b"));
    String rebase = stale.live() + "/draft/_rebase";
    Object welcome = Body.of("path", "/welcome", "take", "value", "value", Body.NULL);
    for (Object name : List.of(5, "", "n".repeat(201), Body.NULL, Body.of("x", 1))) {
      for (boolean dryRun : List.of(false, true)) {
        stale
            .alice()
            .post(
                rebase,
                Body.of(
                    "dryRun",
                    dryRun,
                    "resolutions",
                    List.of(welcome, Body.of("path", "/name", "take", "value", "value", name))))
            .invalid("/resolutions/1/value");
      }
    }
    stale.alice().get(stale.draft()).expect(200).shows("/name", "draft");
    stale
        .alice()
        .post(
            rebase, resolved(welcome, Body.of("path", "/name", "take", "value", "value", "third")))
        .expect(200)
        .shows("/name", "third", "/welcome", Body.NULL);
    stale.alice().post(stale.live() + "/draft/_commit").expect(200);
    stale
        .alice()
        .get(stale.live() + "/revisions/3")
        .expect(200)
        .shows("/content", Body.of("name", "third"));
  }

  @Test
  default void twoSidesThatAreTooMuchTogetherAreNotMerged() {
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ours.add("ours " + i);
      theirs.add("theirs " + i);
    }
    Stale stale = Stale.of(tenant(), Body.of("tags", ours), Body.of("tags", theirs));

    Answer refused =
        stale.alice().post(stale.live() + "/draft/_rebase").refused(400, "invalid-request");

    refused.namesPointers("");
    assertThat(refused.text("/errors/0/detail")).contains("/tags", "at most 50 items");
    stale.alice().get(stale.draft()).expect(200).shows("/tags", ours);
  }

  @Test
  default void skillsAreMergedByTheirIdAndChecked() {
    Person alice = alice();
    String live = alice.has("A");
    Object query =
        Body.of("type", "dataset-query", "datasetId", "d1", "data", Body.of("maxRows", 10));
    String skill = alice.post(live + "/skills", query).expect(201).text("/id");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft + "/skills/" + skill, Body.of("data", Body.of("maxRows", 20))).expect(200);
    String added =
        alice.post(draft + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    alice
        .put(live + "/skills/" + skill, Body.of("name", "Query", "data", Body.of("maxRows", 30)))
        .expect(200);
    String rebase = live + "/draft/_rebase";
    String path = "/skills/" + skill + "/data/maxRows";

    assertThat(alice.post(rebase).refused(409, "merge-conflict").texts("/conflicts", "path"))
        .containsExactly(path);
    alice
        .post(rebase, resolved(Body.of("path", path, "take", "value", "value", "many")))
        .invalid("/resolutions/0/value");
    alice
        .post(rebase, resolved(Body.of("path", path, "take", "value", "value", 25)))
        .expect(200)
        .shows(
            "/skills/0/id",
            skill,
            "/skills/0/name",
            "Query",
            "/skills/0/data/maxRows",
            25,
            "/skills/1/id",
            added);
  }

  @Test
  default void aReaderOfTheDraftMayTryARebaseAndNotMakeOne() {
    Tenant tenant = tenant();
    Stale stale = Stale.of(tenant, Body.of("welcome", "Hi"), Body.of("icon", "star"));
    String rebase = stale.live() + "/draft/_rebase";

    stale.reader().post(rebase).refused(403, "forbidden");
    stale
        .reader()
        .post(rebase, Body.of("dryRun", true))
        .expect(200)
        .shows("/content/icon", "star", "/content/welcome", "Hi");
    // The list of revisions is for level 2.
    stale
        .reader()
        .post(rebase, Body.of("dryRun", true, "expectedRevision", 1))
        .refused(409, "live-changed")
        .shows("/revisions", List.of());
    tenant.user("stranger").post(rebase).refused(404, "not-found");
  }

  @Test
  default void aRebaseTakesTheTagOfTheDraftAndTheRevisionThatWasSeen() {
    Stale stale = Stale.of(tenant(), Body.of("welcome", "Hi"), Body.of("icon", "star"));
    String rebase = stale.live() + "/draft/_rebase";
    String live = stale.alice().get(stale.live()).expect(200).etag();

    stale.alice().post(rebase).ifMatch(live).refused(412, "precondition-failed");
    stale
        .alice()
        .post(rebase, Body.of("dryRun", true))
        .ifMatch(live)
        .refused(412, "precondition-failed");
    stale
        .alice()
        .post(rebase, Body.of("expectedRevision", 1))
        .refused(409, "live-changed")
        .shows("/currentRevision", 2, "/revisions/0/revision", 2);
    stale.alice().get(stale.draft()).expect(200).shows("/outdated", true);
  }

  @Test
  default void theRefusedCommitTellsOfTheNewestTwentyRevisions() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("welcome", "Hi")).expect(200);
    for (int i = 0; i < 22; i++) {
      alice.put(live, Body.of("name", "B" + i)).expect(200);
    }

    Answer refused = alice.post(live + "/draft/_commit").refused(409, "live-changed");

    assertThat(refused.items("/revisions")).hasSize(20);
    refused.shows("/revisions/0/revision", 23, "/revisions/19/revision", 4);
  }

  @Test
  default void aRevisionComesBackAsADraftOnWhatIsLiveNow() {
    Person alice = alice();
    Answer created =
        alice.creates(Body.of("name", "A", "welcome", "first", "token", "t".repeat(24)));
    String live = created.header("Location");
    alice.put(live, Body.of("welcome", "second")).expect(200);
    Answer before = alice.put(live, Body.of("name", "B")).expect(200);

    Answer restored = alice.post(live + "/revisions/1/_restore").expect(201);

    restored.shows(
        "/name", "A", "/welcome", "first", "/base", 3, "/outdated", false, "/createdBy", "alice");
    assertThat(restored.header("Location")).isEqualTo("/api/assistants/" + restored.text("/id"));
    assertThat(restored.text("/token")).isEqualTo(created.text("/token"));
    Answer after = alice.get(live).expect(200);
    assertThat(after.etag().substring(0, 25)).isEqualTo(before.etag().substring(0, 25));
    alice
        .post(live + "/draft/_commit")
        .expect(200)
        .shows("/name", "A", "/welcome", "first", "/revision", 4);
    alice
        .get(live + "/_compare?from=revision:1&to=live")
        .expect(200)
        .shows("/changedPaths", List.of());
  }

  @Test
  default void aRestoreReplacesADraftOnlyWhenItIsToldTo() {
    Person alice = alice();
    String live = alice.has("A");
    alice.put(live, Body.of("name", "B")).expect(200);
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    Answer mine = alice.put(draft, Body.of("name", "Mine")).expect(200);
    String restore = live + "/revisions/1/_restore";

    Answer refused = alice.post(restore).refused(409, "draft-exists");
    refused.shows("/changedBy", "alice", "/changedAt", mine.text("/updatedAt"));
    alice.get(refused.link("inf:draft")).expect(200).shows("/name", "Mine");
    alice.post(restore + "?replace=no").refused(400, "invalid-request");
    alice.post(restore + "?force=true").refused(400, "invalid-request").namesParameters("force");
    alice.post(restore, Body.of("name", "x")).invalid("/name");

    alice
        .post(restore + "?replace=true")
        .ifMatch(alice.get(live).expect(200).etag())
        .refused(412, "precondition-failed");
    Answer replaced = alice.post(restore + "?replace=true").ifMatch(mine.etag()).expect(200);
    replaced.shows("/name", "A", "/id", mine.text("/id"), "/base", 2);
    assertThat(alice.post(restore + "?replace=true").expect(200).body()).isEqualTo(replaced.body());
    // What was replaced can be read, and had back.
    alice.get(live + "/draft/history/2").expect(200).shows("/content", Body.of("name", "Mine"));
    alice
        .get(live + "/_compare?from=entry:2&to=draft")
        .expect(200)
        .shows("/changes/0/before", "Mine", "/changes/0/after", "A");
    alice.post(live + "/draft/_undo").expect(200).shows("/name", "Mine", "/base", 2);
    alice.get(live).expect(200).shows("/name", "B", "/revision", 2);
  }

  @Test
  default void aDiscardedDraftComesBackAsItWas() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "Mine")).expect(200);
    alice.delete(live + "/draft").expect(204);
    alice.put(live, Body.of("icon", "star")).expect(200);
    String id = alice.get(live + "/draft").refused(404, "no-draft").text("/lastDraft/id");

    Answer restored = alice.post(live + "/_restore?discarded=" + id).expect(201);

    // It has not seen what live has gained, and does not pretend to.
    restored.shows("/name", "Mine", "/base", 1, "/outdated", true);
    assertThat(restored.text("/id")).isNotEqualTo(id);
    alice.post(live + "/draft/_commit").refused(409, "live-changed");
    alice.post(live + "/draft/_rebase").expect(200).shows("/name", "Mine", "/icon", "star");
    alice.post(live + "/_restore?discarded=" + id).refused(409, "draft-exists");
    alice
        .post(live + "/_restore?replace=true&discarded=" + id)
        .expect(200)
        .shows("/name", "Mine", "/icon", Body.NULL, "/outdated", true);
    alice
        .post(live + "/draft/_undo")
        .expect(200)
        .shows("/name", "Mine", "/icon", "star", "/base", 2, "/outdated", false);
  }

  @Test
  default void aRestoreNamesSomethingThatIsThere() {
    Person alice = alice();
    String live = alice.has("A");
    String other = alice.creates(Body.of("name", "Other")).text("/id");

    for (String number : List.of("2", "0", "-1", "x", "01", "99999999999999999999")) {
      alice.post(live + "/revisions/" + number + "/_restore").refused(404, "not-found");
    }
    alice.post(live + "/_restore").refused(400, "invalid-request").namesParameters("discarded");
    alice
        .post(live + "/_restore?discarded=alice:a")
        .refused(400, "invalid-request")
        .namesParameters("discarded");
    alice.post(live + "/_restore?discarded=" + other).refused(404, "not-found");
    alice.get(live + "/draft").refused(404, "no-draft");
  }

  @Test
  default void restoringNeedsTheRightToWrite() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").adminOf("sales");
    String live =
        alice.creates(Body.of("name", "A", "ownerId", "sales", "shared", true)).header("Location");
    for (Person other : List.of(tenant.user("carol").readerOf("sales"), tenant.user("eve"))) {
      other.post(live + "/revisions/1/_restore").refused(403, "forbidden");
      other.post(live + "/_restore?discarded=" + live.substring(16)).refused(403, "forbidden");
    }
    tenant.user("bob").writerOf("sales").post(live + "/revisions/1/_restore").expect(201);
  }

  @Test
  default void someChangesAreCommittedAndTheOthersStay() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    String skill =
        alice.post(draft + "/skills", Body.of("type", "web-search")).expect(201).text("/id");
    Answer edited =
        alice
            .put(draft, Body.of("name", "B", "welcome", "Hi", "tags", List.of("x", "y")))
            .expect(200);

    Answer committed =
        alice
            .post(
                live + "/draft/_commit",
                Body.of(
                    "paths",
                    List.of("/welcome", "/skills/" + skill, "/tags/y"),
                    "comment",
                    "These."))
            .ifMatch(edited.etag())
            .expect(200);

    committed.shows(
        "/name",
        "A",
        "/welcome",
        "Hi",
        "/tags",
        List.of("y"),
        "/revision",
        2,
        "/skills/0/id",
        skill);
    alice
        .get(live + "/revisions/2")
        .expect(200)
        .shows(
            "/comment",
            "These.",
            "/kind",
            "commit",
            "/changedPaths",
            List.of("/skills/" + skill, "/tags/y", "/welcome"));
    alice
        .get(committed.link("inf:draft"))
        .expect(200)
        .shows(
            "/id",
            edited.text("/id"),
            "/name",
            "B",
            "/welcome",
            "Hi",
            "/tags",
            List.of("x", "y"),
            "/base",
            2,
            "/outdated",
            false);
    assertThat(alice.get(live + "/_compare").expect(200).texts("/changedPaths"))
        .containsExactly("/name", "/tags/x");
    // What is left goes as a whole.
    alice
        .post(live + "/draft/_commit", Body.of("paths", List.of("/tags", "/name")))
        .expect(200)
        .shows("/name", "B", "/tags", List.of("x", "y"), "/revision", 3);
    alice
        .get(live + "/draft")
        .refused(404, "no-draft")
        .shows("/lastDraft/outcome", "committed", "/lastDraft/revision", 3);
  }

  @Test
  default void aPartialCommitNamesChangesThatThereAre() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    String commit = live + "/draft/_commit";

    alice
        .post(commit, Body.of("paths", List.of("/name", "/welcome", "name", "/skills/x")))
        .invalid("/paths/1", "/paths/2", "/paths/3")
        .shows(
            "/errors/0/detail", "must be a path at or below which the draft differs from its base");
    alice.post(commit, Body.of("paths", "/name")).invalid("/paths");
    alice.post(commit, Body.of("paths", List.of(1, ""))).invalid("/paths/0", "/paths/1");
    alice
        .post(commit + "?force=true&expectedRevision=1", Body.of("paths", List.of("/name")))
        .invalid("/paths");
    // Nothing is nothing: no revision, and the draft stays.
    alice.post(commit, Body.of("paths", List.of())).expect(200).shows("/name", "A", "/revision", 1);
    alice.get(live + "/draft").expect(200).shows("/name", "B");
    alice.post(commit, Body.of("paths", Body.NULL)).expect(200).shows("/name", "B");
  }

  @Test
  default void aPartialCommitOfAStaleDraftIsRefused() {
    Stale stale =
        Stale.of(tenant(), Body.of("welcome", "Hi", "name", "draft"), Body.of("icon", "star"));
    Object welcome = Body.of("paths", List.of("/welcome"));

    stale
        .alice()
        .post(stale.live() + "/draft/_commit", welcome)
        .refused(409, "live-changed")
        .shows("/revisions/0/author", "bob");
    stale.alice().post(stale.live() + "/draft/_rebase").expect(200);
    stale
        .alice()
        .post(stale.live() + "/draft/_commit", welcome)
        .expect(200)
        .shows("/welcome", "Hi", "/icon", "star", "/name", "A");
  }

  @Test
  default void onlyACommitThatOpensToEveryoneNeedsTheRightTo() {
    Tenant tenant = tenant();
    Person bob = tenant.user("bob").writerOf("sales");
    String live = bob.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    Person writer = tenant.user("wes").writerOf("sales");
    String draft = writer.post(live + "/_edit").expect(201).header("Location");
    writer.put(draft, Body.of("name", "B", "shared", true)).expect(200);

    writer
        .post(live + "/draft/_commit", Body.of("paths", List.of("/shared")))
        .refused(403, "forbidden")
        .namesPointers("/shared");
    writer
        .post(live + "/draft/_commit", Body.of("paths", List.of("/name")))
        .expect(200)
        .shows("/name", "B", "/shared", false);
    writer.post(live + "/draft/_commit").refused(403, "forbidden").namesPointers("/shared");
  }

  @Test
  default void aPartThatBreaksARuleIsNotCommitted() {
    Person alice = alice();
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      before.add("old " + i);
      after.add("new " + i);
      paths.add("/tags/new " + i);
    }
    String live = alice.creates(Body.of("name", "A", "tags", before)).header("Location");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("tags", after)).expect(200);

    Answer refused = alice.post(live + "/draft/_commit", Body.of("paths", paths)).invalid("/paths");

    assertThat(refused.text("/errors/0/detail")).contains("/tags", "at most 50 items");
    alice.get(live).expect(200).shows("/revision", 1);
  }

  @Test
  default void stepsAreUndoneAndRedone() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    Answer third = alice.put(draft, Body.of("name", "C")).expect(200);
    String undo = live + "/draft/_undo";
    String redo = live + "/draft/_redo";

    alice.post(redo).refused(409, "nothing-to-redo");
    Answer undone = alice.post(undo).ifMatch(third.etag()).expect(200);
    undone.shows("/name", "B", "/id", third.text("/id"), "/base", 1);
    alice.post(undo).ifMatch(third.etag()).refused(412, "precondition-failed");
    alice.post(draft + "/draft/_undo").expect(200).shows("/name", "A");
    alice.post(undo).refused(409, "nothing-to-undo");
    alice.post(redo).expect(200).shows("/name", "B");
    assertThat(alice.post(redo).expect(200).etag().substring(0, 25))
        .isEqualTo(third.etag().substring(0, 25));
    alice.post(redo).refused(409, "nothing-to-redo");
    alice.post(undo, Body.of("steps", 2)).invalid("/steps");
    alice.post(undo + "?steps=2").refused(400, "invalid-request").namesParameters("steps");

    // A change after an undo cuts off what could be redone; it stays readable.
    alice.post(undo).expect(200).shows("/name", "B");
    alice.put(draft, Body.of("name", "D")).expect(200);
    alice.post(redo).refused(409, "nothing-to-redo");
    alice
        .get(live + "/draft/history/3")
        .expect(200)
        .shows("/content/name", "C", "/reachable", false);
    alice.post(undo).expect(200).shows("/name", "B");
    alice.post(redo).expect(200).shows("/name", "D");
    alice.post(live + "/draft/_commit").expect(200).shows("/name", "D", "/revision", 2);
    alice.post(undo).refused(404, "no-draft").shows("/lastDraft/outcome", "committed");
  }

  @Test
  default void theHistoryTellsOfTheHeadsThatCanBeReached() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    Person reader = tenant.user("carol").readerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String history = live + "/draft/history";
    reader.get(history).refused(404, "no-draft");
    Answer opened = alice.post(live + "/_edit").expect(201);
    String draft = opened.header("Location");
    Answer second = bob.put(draft, Body.of("name", "B")).expect(200);
    alice.put(draft, Body.of("name", "C")).expect(200);
    alice.post(live + "/draft/_undo").expect(200);
    alice.put(draft, Body.of("name", "D")).expect(200);
    alice.post(live + "/draft/_undo").expect(200);

    Answer list = reader.get(history).expect(200);

    list.shows("/total", 3, "/count", 3, "/canUndo", true, "/canRedo", true);
    String items = "/_embedded/inf:history-entry";
    list.shows(
        items + "/0/seqNo",
        4,
        items + "/0/current",
        false,
        items + "/1/seqNo",
        2,
        items + "/1/current",
        true,
        items + "/1/by",
        "bob",
        items + "/1/at",
        second.text("/updatedAt"),
        items + "/1/base",
        1,
        items + "/1/reachable",
        true,
        items + "/2/seqNo",
        1,
        items + "/2/by",
        "alice");
    assertThat(list.text(items + "/2/contentHash"))
        .isEqualTo(alice.get(live + "/revisions/1").expect(200).text("/contentHash"));
    reader.get(history).ifNoneMatch(list.etag()).expect(304);
    reader
        .get(list.text(items + "/1/_links/self/href"))
        .expect(200)
        .shows("/content", Body.of("name", "B"), "/current", true);
    List<Long> seen = new ArrayList<>();
    String next = history + "?limit=1";
    while (!next.isEmpty()) {
      Answer page = reader.get(next).expect(200);
      seen.add(page.number(items + "/0/seqNo"));
      next = page.links("next") ? page.link("next") : "";
    }
    assertThat(seen).containsExactly(4L, 2L, 1L);
    for (String none : List.of("5", "0", "x", "-1", "99999999999999999999")) {
      reader.get(history + "/" + none).refused(404, "not-found");
    }
    reader.get(history + "?limit=0").refused(400, "invalid-request");
    reader.post(live + "/draft/_undo").refused(403, "forbidden");
    reader.get(live + "/_compare?from=entry:3&to=draft").expect(200);
    reader.get(live + "/_compare?from=entry:9&to=draft").refused(404, "not-found");
    tenant.user("eve").get(history).refused(404, "not-found");
  }

  @Test
  default void undoingARebaseMakesTheDraftAsStaleAsItWas() {
    Stale stale = Stale.of(tenant(), Body.of("welcome", "Hi"), Body.of("icon", "star"));
    Person alice = stale.alice();
    alice.post(stale.live() + "/draft/_rebase").expect(200).shows("/icon", "star", "/base", 2);

    alice
        .post(stale.live() + "/draft/_undo")
        .expect(200)
        .shows("/icon", Body.NULL, "/base", 1, "/outdated", true);
    alice.post(stale.live() + "/draft/_commit").refused(409, "live-changed");
    alice
        .post(stale.live() + "/draft/_redo")
        .expect(200)
        .shows("/icon", "star", "/base", 2, "/outdated", false);
    alice
        .post(stale.live() + "/draft/_commit")
        .expect(200)
        .shows("/icon", "star", "/welcome", "Hi");
  }

  @Test
  default void undoLeavesWhatIsNoContent() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B", "token", "t".repeat(30))).expect(200);

    String masked = alice.post(live + "/draft/_undo").expect(200).text("/token");

    alice.post(live + "/draft/_commit").expect(200).shows("/name", "A", "/token", masked);
  }

  @Test
  default void entriesArePinnedAndNamed() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person reader = tenant.user("carol").readerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    Answer edited = alice.put(draft, Body.of("name", "B")).expect(200);
    String entry = live + "/draft/history/1";
    alice.get(entry).expect(200).shows("/pinned", false, "/label", Body.NULL);

    reader.put(entry, Body.of("pinned", true)).refused(403, "forbidden");
    alice
        .put(entry, Body.of("pinned", "yes", "label", 1, "colour", 1))
        .invalid("/pinned", "/label", "/colour");
    alice.put(entry, Body.of("label", "l".repeat(201))).invalid("/label");
    alice.put(live + "/draft/history/3", Body.of("pinned", true)).refused(404, "not-found");
    alice.put(live + "/draft/history/x", Body.of("pinned", true)).refused(404, "not-found");
    alice
        .put(entry, Body.of("pinned", true))
        .ifMatch(alice.get(live).expect(200).etag())
        .refused(412, "precondition-failed");
    alice
        .put(entry, Body.of("pinned", true, "label", "Start"))
        .ifMatch(edited.etag())
        .expect(200)
        .shows("/pinned", true, "/label", "Start", "/content/name", "A");
    alice
        .put(entry, Body.of("label", "Unseen"))
        .ifMatch(edited.etag())
        .refused(412, "precondition-failed");
    alice.put(entry, Body.of("pinned", false)).expect(200).shows("/label", "Start");
    reader
        .get(live + "/draft/history")
        .expect(200)
        .shows("/_embedded/inf:history-entry/1/label", "Start");
    alice
        .put(entry, Body.of("label", Body.NULL))
        .expect(200)
        .shows("/label", Body.NULL, "/pinned", false);
    // What is noted is no change of the draft.
    assertThat(alice.get(draft).expect(200).body()).isEqualTo(edited.body());
  }

  @Test
  default void markOfAnEntryIsNotOverwrittenUnseen() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice").writerOf("sales");
    Person bob = tenant.user("bob").writerOf("sales");
    String live = alice.creates(Body.of("name", "A", "ownerId", "sales")).header("Location");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    String entry = live + "/draft/history/1";
    Answer fetched = alice.get(entry).expect(200);

    bob.put(entry, Body.of("label", "Bob's")).ifMatch(fetched.etag()).expect(200);
    alice
        .put(entry, Body.of("label", "Alice's"))
        .ifMatch(fetched.etag())
        .refused(412, "precondition-failed");
    Answer again = alice.get(entry).ifNoneMatch(fetched.etag()).expect(200);
    again.shows("/label", "Bob's");

    // What is changed beside the mark is no reason to refuse it.
    alice.post(live + "/draft/_undo").expect(200);
    Answer marked = alice.put(entry, Body.of("label", "Alice's")).ifMatch(again.etag()).expect(200);
    alice.get(entry).ifNoneMatch(marked.etag()).expect(304);
    bob.put(entry, Body.of("pinned", true)).ifMatch("*").expect(200).shows("/label", "Alice's");
  }

  @Test
  default void entryMayComeBackAsItWasFetched() {
    Person alice = alice();
    String live = alice.has("A");
    String draft = alice.post(live + "/_edit").expect(201).header("Location");
    alice.put(draft, Body.of("name", "B")).expect(200);
    String entry = live + "/draft/history/1";
    Answer fetched = alice.get(entry).expect(200);

    alice
        .put(entry, fetched.object().with("label", Json.of("Start")))
        .ifMatch(fetched.etag())
        .expect(200)
        .shows("/label", "Start", "/content/name", "A");
    alice
        .put(
            entry,
            fetched
                .object()
                .with("seqNo", Json.of(2))
                .with("by", Json.of("bob"))
                .with("current", Json.of(true))
                .with("content", Body.json(Body.of("name", "C"))))
        .invalid("/seqNo", "/by", "/current", "/content");
    assertThat(alice.get(entry).expect(200).text("/label")).isEqualTo("Start");
  }
}
