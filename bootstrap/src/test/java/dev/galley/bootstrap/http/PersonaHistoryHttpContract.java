package dev.galley.bootstrap.http;

import static dev.galley.bootstrap.http.Wardrobe.edits;
import static dev.galley.bootstrap.http.Wardrobe.patches;
import static dev.galley.bootstrap.http.Wardrobe.published;
import static dev.galley.bootstrap.http.Wardrobe.saves;
import static dev.galley.bootstrap.http.Wardrobe.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import java.util.List;
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
