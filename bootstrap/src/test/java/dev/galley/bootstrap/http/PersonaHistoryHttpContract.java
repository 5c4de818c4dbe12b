package dev.galley.bootstrap.http;

import static dev.galley.bootstrap.http.Wardrobe.edits;
import static dev.galley.bootstrap.http.Wardrobe.patches;
import static dev.galley.bootstrap.http.Wardrobe.published;
import static dev.galley.bootstrap.http.Wardrobe.saves;
import static dev.galley.bootstrap.http.Wardrobe.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Revisions, compare, rebase and restore mean for personas what they mean elsewhere. */
interface PersonaHistoryHttpContract extends HttpContract {

  /** A persona with two revisions: the name was changed. */
  private static String changed(Person owner) {
    String persona = published(owner, "First");
    String draft = edits(owner, persona);
    patches(owner, "draft_id", draft, "name", "Second");
    saves(owner, draft).expect(200);
    return persona;
  }

  @Test
  default void revisionsAreListedAndRead() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String persona = changed(alice);
    Answer page = alice.post("/persona/revisions", Body.of("id", persona)).expect(200);
    page.shows(
        "/items/0/revision",
        2,
        "/items/0/kind",
        "commit",
        "/items/0/changedPaths",
        List.of("/name_id"),
        "/items/0/parentHash",
        page.text("/items/1/hash"),
        "/items/1/kind",
        "created",
        "/next",
        Body.NULL);
    Answer first =
        alice.post("/persona/revisions", Body.of("id", persona, "page_limit", 1)).expect(200);
    first.shows("/next", 2);
    assertThat(
            alice
                .post("/persona/revisions", Body.of("id", persona, "after", 2))
                .expect(200)
                .items("/items"))
        .hasSize(1);
    alice
        .get("/persona/published/" + persona + "/revisions/1")
        .expect(200)
        .shows("/content/name", "First", "/content/instructions", "You are First.");
    Person bob = tenant.user("bob");
    bob.get("/persona/published/" + persona + "/revisions/2").expect(200);
    bob.get("/persona/published/" + persona + "/revisions/1").refused(403, "forbidden");
    bob.post("/persona/revisions", Body.of("id", persona)).refused(403, "forbidden");
    alice.get("/persona/published/" + persona + "/revisions/3").refused(404, "not-found");
    alice.get("/persona/published/" + persona + "/revisions/x").refused(404, "not-found");
    alice.post("/persona/revisions", Body.of("page_limit", 0)).invalid("/id", "/page_limit");
  }

  @Test
  default void statesAreCompared() {
    Person alice = alice();
    String persona = changed(alice);
    Answer comparison =
        alice
            .post("/persona/compare", Body.of("id", persona, "from", "revision:1", "to", "live"))
            .expect(200);
    assertThat(comparison.texts("/changedPaths")).containsExactly("/name", "/name_id");
    comparison.shows("/changes/0/before", "First", "/changes/0/after", "Second");
    String draft = edits(alice, persona);
    patches(alice, "draft_id", draft, "examples", List.of("Hi"));
    String proposal = Wardrobe.proposes(alice, draft, "name", "Third");
    assertThat(
            alice
                .post("/persona/compare", Body.of("draft_id", draft, "from", "base", "to", "draft"))
                .expect(200)
                .texts("/changes", "path"))
        .contains("/examples/Hi");
    assertThat(
            alice
                .post(
                    "/persona/compare",
                    Body.of("draft_id", draft, "from", "draft", "to", "proposal:" + proposal))
                .expect(200)
                .texts("/changedPaths"))
        .containsExactly("/name", "/name_id");
    Answer patch =
        alice
            .post("/persona/compare", Body.of("id", persona, "from", "revision:1", "to", "live"))
            .header("Accept", "application/json-patch+json")
            .expect(200);
    assertThat(patch.texts("", "path")).contains("/name");
    alice
        .post("/persona/compare", Body.of("id", persona, "from", "draft", "to", "x"))
        .invalid("/from", "/to");
    alice.post("/persona/compare", Body.of("from", "live", "to", "live")).invalid("/id");
  }

  @Test
  default void whoOnlyReadsADraftComparesNoEarlierRevision() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String persona = changed(alice);
    Person bob = tenant.user("bob");
    String offered =
        bob.post(
                Wardrobe.DRAFT,
                Body.of("persona_id", persona, "soft", true, "description", "Better"))
            .expect(200)
            .text("/draft_id");
    String edited = edits(alice, persona);
    Wardrobe.reviewed(alice, edited, "rita");
    Person rita = tenant.user("rita");
    saves(tenant.user("root").tenantAdmin(), third(tenant, persona)).expect(200);
    compares(bob, offered, "revision:1", "live").refused(403, "forbidden");
    compares(bob, offered, "draft", "revision:1").refused(403, "forbidden");
    compares(rita, edited, "revision:1", "live").refused(403, "forbidden");
    compares(rita, edited, "live", "revision:99").refused(403, "forbidden");
    // The base of the draft, under either name, and what is live are theirs to see.
    compares(bob, offered, "base", "live").expect(200);
    compares(rita, edited, "revision:2", "revision:3").expect(200);
    compares(alice, edited, "revision:1", "live").expect(200);
    compares(alice, edited, "live", "revision:99").refused(404, "not-found");
  }

  private static String third(Tenant tenant, String persona) {
    Person root = tenant.user("root").tenantAdmin();
    String draft = edits(root, persona);
    patches(root, "draft_id", draft, "name", "Third");
    return draft;
  }

  private static Call compares(Person person, String draft, String from, String to) {
    return person.post("/persona/compare", Body.of("draft_id", draft, "from", from, "to", to));
  }

  @Test
  default void aDraftIsRebasedOntoWhatIsLive() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person root = tenant.user("root").tenantAdmin();
    String persona = published(alice, "Base");
    String mine = edits(alice, persona);
    String theirs = edits(root, persona);
    patches(root, "draft_id", theirs, "description", "Theirs", "name", "Their name");
    saves(root, theirs).expect(200);
    patches(alice, "draft_id", mine, "name", "My name", "examples", List.of("Mine"));
    Answer preview =
        alice.post("/persona/rebase", Body.of("draft_id", mine, "dryRun", true)).expect(200);
    alice
        .post("/persona/rebase", Body.of("draft_id", mine, "dry_run", true))
        .expect(200)
        .shows("", preview.at(""));
    preview.shows("/conflicts/0/path", "/name_id", "/conflicts/0/resolved", false);
    alice
        .post("/persona/rebase", Body.of("draft_id", mine))
        .refused(409, "merge-conflict")
        .shows("/conflicts/0/path", "/name_id", "/currentRevision", 2);
    alice
        .post("/persona/rebase", Body.of("draft_id", mine, "expectedRevision", 1))
        .refused(409, "live-changed");
    Json take = Body.of("path", "/name_id", "take", "draft");
    alice
        .post(
            "/persona/rebase",
            Body.of("draft_id", mine, "expectedRevision", 2, "resolutions", List.of(take)))
        .expect(200)
        .shows(
            "/base",
            2,
            "/outdated",
            false,
            "/form_state/name",
            "My name",
            "/form_state/description",
            "Theirs",
            "/form_state/examples",
            List.of("Mine"));
    saves(alice, mine).expect(200).shows("/revision", 3);
    alice.post("/persona/rebase", Body.of("dryRun", 1)).invalid("/draft_id", "/dryRun");
    alice
        .post("/persona/rebase", Body.of("dry_run", 1, "expected_revision", 0))
        .invalid("/draft_id", "/dry_run", "/expected_revision");
    alice
        .post("/persona/rebase", Body.of("dry_run", true, "dryRun", true))
        .invalid("/draft_id", "/dry_run");
  }

  @Test
  default void whatLiveNoLongerConnectsIsNotPendingAfterARebase() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person root = tenant.user("root").tenantAdmin();
    Answer begun =
        patches(alice, "name", "Base", "instructions", "x", "examples", List.of("a", "b"));
    List<String> examples = begun.texts("/form_state/example_ids");
    String persona = saves(alice, begun.text("/draft_id")).expect(201).text("/id");
    String mine = edits(alice, persona);
    patches(alice, "draft_id", mine, "pending_ids", examples);
    String theirs = edits(root, persona);
    patches(root, "draft_id", theirs, "examples", List.of("b"));
    saves(root, theirs).expect(200);
    rebases(alice, "draft_id", mine, "dryRun", true)
        .expect(200)
        .shows("/conflicts", List.of(), "/content/pending_ids", List.of(examples.get(1)));
    rebases(alice, "draft_id", mine)
        .expect(200)
        .shows(
            "/form_state/examples",
            List.of("b"),
            "/form_state/pending_ids",
            List.of(examples.get(1)));
  }

  private static Call rebases(Person person, Object... fields) {
    return person.post("/persona/rebase", Body.of(fields));
  }

  @Test
  default void whetherAPersonaIsActiveIsAConflictWhenBothHaveSaidSo() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person root = tenant.user("root").tenantAdmin();
    String persona = published(alice, "Base");
    String mine = edits(alice, persona);
    String theirs = edits(root, persona);
    patches(root, "draft_id", theirs, "active", true);
    saves(root, theirs).expect(200);
    patches(alice, "draft_id", mine, "active", false);
    rebases(alice, "draft_id", mine)
        .refused(409, "merge-conflict")
        .shows(
            "/conflicts/0/path", "/active",
            "/conflicts/0/live", true,
            "/conflicts/0/draft", false);
    Object mistaken = Body.of("path", "/active", "take", "value", "value", "no");
    rebases(alice, "draft_id", mine, "resolutions", List.of(mistaken))
        .invalid("/resolutions/0/value");
    Object draft = Body.of("path", "/active", "take", "draft");
    Answer rebased = rebases(alice, "draft_id", mine, "resolutions", List.of(draft)).expect(200);
    rebased.shows("/form_state/active", false);
    assertThat(rebased.items("/form_state/flag_ids")).hasSize(1);
    saves(alice, mine).expect(200).shows("/active", false);
  }

  @Test
  default void aListThatWouldBeTooLongIsAConflictAsAWhole() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person root = tenant.user("root").tenantAdmin();
    String persona = published(alice, "Base");
    String mine = edits(alice, persona);
    String theirs = edits(root, persona);
    patches(root, "draft_id", theirs, "examples", texts("theirs", 60));
    saves(root, theirs).expect(200);
    patches(alice, "draft_id", mine, "examples", texts("mine", 60));
    rebases(alice, "draft_id", mine, "dryRun", true)
        .expect(200)
        .shows("/conflicts/0/path", "/example_ids", "/conflicts/0/resolved", false);
    rebases(alice, "draft_id", mine).refused(409, "merge-conflict");
    Object take = Body.of("path", "/example_ids", "take", "draft");
    rebases(alice, "draft_id", mine, "resolutions", List.of(take))
        .expect(200)
        .shows("/form_state/examples", texts("mine", 60));
  }

  private static List<String> texts(String text, int count) {
    return IntStream.range(0, count).mapToObj(i -> text + ' ' + i).toList();
  }

  @Test
  default void aResolutionIsOfTheRightKind() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person root = tenant.user("root").tenantAdmin();
    String persona = published(alice, "Base");
    String mine = edits(alice, persona);
    String theirs = edits(root, persona);
    patches(root, "draft_id", theirs, "name", "Theirs", "description", "Theirs");
    saves(root, theirs).expect(200);
    Answer changed = patches(alice, "draft_id", mine, "name", "Mine", "description", "Mine");
    String description = changed.text("/form_state/description_id");
    Object number = Body.of("path", "/name_id", "take", "value", "value", 5);
    Object text = Body.of("path", "/description_id", "take", "value", "value", "Mine");
    rebases(alice, "draft_id", mine, "resolutions", List.of(number, text))
        .invalid("/resolutions/0/value", "/resolutions/1/value");
    Object kind = Body.of("path", "/name_id", "take", "value", "value", description);
    Object other = Body.of("path", "/description_id", "take", "live");
    rebases(alice, "draft_id", mine, "resolutions", List.of(other, kind))
        .invalid("/resolutions/1/value");
    Object none = Body.of("path", "/color_id", "take", "draft");
    rebases(alice, "draft_id", mine, "resolutions", List.of(other, none))
        .invalid("/resolutions/1/path");
    shown(alice, mine).shows("/form_state/name", "Mine", "/base", 1);
  }

  @Test
  default void theChainOfAPersonaIsVerified() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String persona = changed(alice);
    Answer page = alice.post("/persona/revisions", Body.of("id", persona)).expect(200);
    alice
        .post("/persona/verify", Body.of("id", persona))
        .expect(200)
        .shows(
            "/valid",
            true,
            "/revisions",
            2,
            "/newestHash",
            page.text("/items/0/hash"),
            "/firstInvalid",
            Body.NULL);
    tenant.user("bob").post("/persona/verify", Body.of("id", persona)).refused(403, "forbidden");
    alice().post("/persona/verify", Body.of("id", persona)).refused(404, "not-found");
    alice.post("/persona/verify", Body.of("x", 1)).invalid("/id", "/x");
  }

  @Test
  default void anEarlierRevisionIsRestoredIntoADraft() {
    Person alice = alice();
    String persona = changed(alice);
    Answer restored =
        alice.post("/persona/restore", Body.of("id", persona, "revision", 1)).expect(201);
    restored.shows("/form_state/name", "First", "/base", 2);
    Wardrobe.live(alice, persona).shows("/form_state/name", "Second");
    String draft = restored.text("/draft_id");
    patches(alice, "draft_id", draft, "name", "Third");
    alice
        .post("/persona/restore", Body.of("id", persona, "revision", 1))
        .refused(409, "draft-exists");
    alice
        .post("/persona/restore", Body.of("id", persona, "revision", 1, "replace", true))
        .expect(200)
        .shows("/draft_id", draft, "/form_state/name", "First");
    // What was replaced can be gone back to.
    Answer ledger = alice.get("/persona/drafts/" + draft + "/ledger").expect(200);
    String third = ledger.text("/entries/0/before/name_id");
    patches(alice, "draft_id", draft, "name_id", third).shows("/form_state/name", "Third");
    alice
        .post("/persona/restore", Body.of("id", persona, "revision", 9, "replace", true))
        .refused(404, "not-found");
    alice.post("/persona/restore", Body.of("revision", 0)).invalid("/id", "/revision");
    saves(alice, draft).expect(200);
    shown(alice, edits(alice, persona)).shows("/form_state/name", "Third");
  }
}
