package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

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
}
