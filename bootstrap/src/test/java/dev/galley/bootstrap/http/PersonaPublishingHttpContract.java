package dev.galley.bootstrap.http;

import static dev.galley.bootstrap.http.Wardrobe.DRAFT;
import static dev.galley.bootstrap.http.Wardrobe.draft;
import static dev.galley.bootstrap.http.Wardrobe.edits;
import static dev.galley.bootstrap.http.Wardrobe.live;
import static dev.galley.bootstrap.http.Wardrobe.patches;
import static dev.galley.bootstrap.http.Wardrobe.published;
import static dev.galley.bootstrap.http.Wardrobe.saves;
import static dev.galley.bootstrap.http.Wardrobe.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Drafts become personas, and personas change, are found, doubled and deleted. */
interface PersonaPublishingHttpContract extends HttpContract {

  @Test
  default void aDraftIsPublishedAsAPersonaAndIsGone() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String draft =
        patches(alice, "name", "Nurse", "instructions", "Be kind.", "active", true)
            .text("/draft_id");
    Answer saved =
        alice
            .post("/persona/save", Body.of("draft_id", draft, "comment", "First"))
            .expect(201)
            .shows(
                "/name",
                "Nurse",
                "/active",
                true,
                "/revision",
                1,
                "/owner_id",
                "alice",
                "/owner_type",
                "user",
                "/published",
                true);
    String persona = saved.text("/id");
    assertThat(saved.header("Location")).isEqualTo("/persona/published/" + persona);
    live(tenant.user("bob"), persona)
        .shows(
            "/level", 1,
            "/form_state/name", "Nurse",
            "/form_state/instructions", "Be kind.");
    live(alice, persona).shows("/level", 3);
    alice.post("/persona/get", Body.of("draft_id", draft)).refused(404, "not-found");
    alice.post(DRAFT, Body.of("draft_id", draft, "name", "x")).refused(404, "not-found");
    // Who has lost the answer of a save learns from another one what has come of it.
    saves(alice, draft)
        .refused(404, "not-found")
        .shows(
            "/lastDraft/outcome",
            "published",
            "/lastDraft/persona_id",
            persona,
            "/lastDraft/revision",
            1,
            "/lastDraft/by",
            "alice",
            "/lastDraft/at",
            saved.text("/updated_at"));
    Answer strange = saves(tenant.user("bob"), draft).refused(404, "not-found");
    assertThat(strange.object().has("lastDraft")).isFalse();
    alice
        .get("/persona/drafts/" + draft + "/ledger")
        .expect(200)
        .shows(
            "/ended/outcome",
            "published",
            "/ended/persona_id",
            persona,
            "/ended/revision",
            1,
            "/entries/0/revision",
            1);
    alice
        .get("/persona/published/" + persona + "/revisions/1")
        .expect(200)
        .shows("/kind", "created", "/comment", "First", "/content/name", "Nurse");
  }

  @Test
  default void whatIsMissingOrPendingIsToldAtOnce() {
    Person alice = alice();
    Answer begun = patches(alice, "examples", List.of("a"));
    String draft = begun.text("/draft_id");
    String example = begun.text("/form_state/example_ids/0");
    patches(alice, "draft_id", draft, "pending_ids", List.of(example));
    String proposal = Wardrobe.proposes(alice, draft, "name", "Proposed");
    saves(alice, draft)
        .refused(422, "draft-incomplete")
        .namesPointers("/name", "/instructions", "/pending_ids", "/proposals/" + proposal);
    alice.post("/persona/save", Body.of()).invalid("/draft_id");
    alice
        .post("/persona/save", Body.of("draft_id", draft, "force", 1, "expected_revision", 0))
        .invalid("/force", "/expected_revision");
  }

  @Test
  default void anEditIsPublishedAsTheNextRevision() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String persona = published(alice, "Old");
    Answer opened = alice.post("/persona/edit", Body.of("id", persona)).expect(201);
    opened.shows("/persona_id", persona, "/base", 1, "/form_state/name", "Old");
    String draft = opened.text("/draft_id");
    assertThat(alice.post("/persona/edit", Body.of("id", persona)).expect(200).text("/draft_id"))
        .as("one draft of a user")
        .isEqualTo(draft);
    patches(alice, "draft_id", draft, "name", "New");
    live(alice, persona).shows("/form_state/name", "Old");
    saves(alice, draft).expect(200).shows("/id", persona, "/revision", 2, "/name", "New");
    tenant.user("bob").post("/persona/edit", Body.of("id", persona)).refused(403, "forbidden");
    alice().post("/persona/edit", Body.of("id", persona)).refused(404, "not-found");
    alice.post("/persona/edit", Body.of("x", 1)).invalid("/id", "/x");
    edits(tenant.user("root").tenantAdmin(), persona);
  }

  @Test
  default void aDraftThatIsEqualToLiveIsGoneWithoutARevision() {
    Person alice = alice();
    String persona = published(alice, "Same");
    String draft = edits(alice, persona);
    saves(alice, draft).expect(200).shows("/revision", 1, "/published", false);
    saves(alice, draft).refused(404, "not-found").shows("/lastDraft/revision", 1);
    alice.post("/persona/get", Body.of("draft_id", draft)).refused(404, "not-found");
    assertThat(alice.post("/persona/revisions", Body.of("id", persona)).expect(200).items("/items"))
        .hasSize(1);
  }

  @Test
  default void liveHasMovedMeanwhile() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person root = tenant.user("root").tenantAdmin();
    String persona = published(alice, "Base");
    String mine = edits(alice, persona);
    String theirs = edits(root, persona);
    patches(root, "draft_id", theirs, "description", "Theirs");
    saves(root, theirs).expect(200).shows("/revision", 2, "/owner_id", "alice");
    patches(alice, "draft_id", mine, "name", "Mine");
    shown(alice, mine).shows("/outdated", true);
    saves(alice, mine)
        .refused(409, "live-changed")
        .shows(
            "/currentRevision",
            2,
            "/baseRevision",
            1,
            "/changedBy",
            "root",
            "/changedPaths/live",
            List.of("/description_id"),
            "/changedPaths/draft",
            List.of("/name_id"));
    alice
        .post("/persona/save", Body.of("draft_id", mine, "force", true))
        .refused(428, "precondition-required");
    alice
        .post("/persona/save", Body.of("draft_id", mine, "force", true, "expected_revision", 1))
        .refused(409, "live-changed");
    alice
        .post("/persona/save", Body.of("draft_id", mine, "force", true, "expected_revision", 2))
        .expect(200)
        .shows("/revision", 3, "/description", Body.NULL);
  }

  @Test
  default void ofManyWhoSaveTheSameDraftOnePublishes() {
    Person alice = alice();
    String draft = draft(alice, "Once");
    List<CompletableFuture<Answer>> running =
        List.of(saves(alice, draft).begin(), saves(alice, draft).begin());
    assertThat(running.stream().map(call -> call.join().status()))
        .containsExactlyInAnyOrder(201, 404);
    assertThat(alice.post("/persona/search", Body.of()).expect(200).items("/items")).hasSize(1);
  }

  @Test
  default void aSaveIsRepeatedUnderItsKey() {
    Person alice = alice();
    String draft = draft(alice, "Once");
    String key = "\"" + UUID.randomUUID() + "\"";
    Answer first = saves(alice, draft).header("Idempotency-Key", key).expect(201);
    assertThat(saves(alice, draft).header("Idempotency-Key", key).expect(201).json())
        .isEqualTo(first.json());
  }

  @Test
  default void eachPublicationMakesOneEvent() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person reader = tenant.user("reader").eventReader();
    String persona = published(alice, "Told");
    String draft = edits(alice, persona);
    patches(alice, "draft_id", draft, "description", "New");
    saves(alice, draft).expect(200);
    saves(alice, edits(alice, persona)).expect(200);
    alice.post("/persona/delete", Body.of("ids", List.of(persona))).expect(200);
    List<Json> events =
        Wardrobe.eventually(
                () -> reader.get("/api/events").expect(200),
                answer -> answer.items("/events").size() == 3)
            .items("/events");
    assertThat(events.stream().map(event -> ((JsonObject) event).text("type").orElse("")))
        .containsExactly(
            "dev.galley.persona.draft-committed.v1",
            "dev.galley.persona.draft-committed.v1",
            "dev.galley.persona.deleted.v1");
    Answer page = reader.get("/api/events").expect(200);
    page.shows(
        "/events/0/subject",
        persona,
        "/events/0/data/kind",
        "persona",
        "/events/0/data/revision",
        1,
        "/events/0/data/baseRevision",
        0,
        "/events/0/data/name",
        "Told",
        "/events/1/data/revision",
        2,
        "/events/1/data/changedPaths",
        List.of("/description_id"));
  }

  @Test
  default void personasAreSearched() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    published(alice, "Zebra");
    published(alice, "Anteater");
    String active =
        patches(
                alice,
                "name",
                "Monkey",
                "instructions",
                "x",
                "description",
                "Climbs a zebra",
                "active",
                true)
            .text("/draft_id");
    saves(alice, active).expect(201);
    draft(alice, "Zebra draft");
    Person bob = tenant.user("bob");
    assertThat(bob.post("/persona/search", Body.of()).expect(200).texts("/items", "name"))
        .containsExactly("Anteater", "Monkey", "Zebra");
    assertThat(
            bob.post("/persona/search", Body.of("search", "ZEBRA"))
                .expect(200)
                .texts("/items", "name"))
        .containsExactly("Monkey", "Zebra");
    assertThat(
            bob.post("/persona/search", Body.of("active", true))
                .expect(200)
                .texts("/items", "name"))
        .containsExactly("Monkey");
    Answer page =
        bob.post("/persona/search", Body.of("page_limit", 1, "page_offset", 1)).expect(200);
    page.shows("/total", 3);
    assertThat(page.texts("/items", "name")).containsExactly("Monkey");
    assertThat(bob.post("/persona/search", Body.of("owner_id", "bob")).expect(200).items("/items"))
        .isEmpty();
    bob.post("/persona/search", Body.of("page_limit", 201, "department_id", "x", "q", 1))
        .invalid("/page_limit", "/department_id", "/q");
    assertThat(alice().post("/persona/search", Body.of()).expect(200).items("/items")).isEmpty();
  }

  @Test
  default void aPersonaIsDoubledAsADraft() {
    Tenant tenant = tenant();
    String persona = published(tenant.user("alice"), "Twin");
    Person bob = tenant.user("bob");
    Answer copy = bob.post("/persona/duplicate", Body.of("id", persona)).expect(201);
    copy.shows(
        "/owner", "bob",
        "/persona_id", Body.NULL,
        "/form_state/name", "Twin (copy)",
        "/form_state/instructions", "You are Twin.");
    saves(bob, copy.text("/draft_id")).expect(201).shows("/owner_id", "bob", "/revision", 1);
    bob.post("/persona/duplicate", Body.of("id", persona, "name", "Other"))
        .expect(201)
        .shows("/form_state/name", "Other");
    bob.post("/persona/duplicate", Body.of("id", UUID.randomUUID().toString()))
        .refused(404, "not-found");
  }

  @Test
  default void deletingAnswersForEach() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String hers = published(alice, "Hers");
    String his = published(bob, "His");
    String draft = draft(alice, "A draft");
    String edit = edits(alice, hers);
    String proposed =
        bob.post(DRAFT, Body.of("persona_id", hers, "soft", true, "name", "x"))
            .expect(200)
            .text("/draft_id");
    String nothing = UUID.randomUUID().toString();
    Answer deleted =
        alice
            .post("/persona/delete", Body.of("ids", List.of(hers, his, draft, nothing, "odd")))
            .expect(200);
    assertThat(deleted.texts("/results", "id")).containsExactly(hers, his, draft, nothing, "odd");
    assertThat(deleted.texts("/results", "result"))
        .containsExactly("deleted", "forbidden", "discarded", "not_found", "not_found");
    alice.post("/persona/get", Body.of("id", hers)).refused(404, "not-found");
    alice.post("/persona/get", Body.of("draft_id", edit)).refused(404, "not-found");
    bob.post("/persona/get", Body.of("draft_id", proposed)).refused(404, "not-found");
    alice.get("/persona/drafts/" + edit + "/ledger").refused(404, "not-found");
    saves(alice, draft)
        .refused(404, "not-found")
        .shows("/lastDraft/outcome", "discarded", "/lastDraft/by", "alice");
    alice.get("/persona/published/" + hers + "/revisions/1").refused(404, "not-found");
    live(alice, his);
    alice.post("/persona/delete", Body.of("ids", List.of())).invalid("/ids");
    assertThat(
            tenant
                .user("root")
                .tenantAdmin()
                .post("/persona/delete", Body.of("ids", List.of(his)))
                .expect(200)
                .texts("/results", "result"))
        .containsExactly("deleted");
  }
}
