package dev.galley.bootstrap.http;

import static dev.galley.bootstrap.http.Wardrobe.DRAFT;
import static dev.galley.bootstrap.http.Wardrobe.decides;
import static dev.galley.bootstrap.http.Wardrobe.draft;
import static dev.galley.bootstrap.http.Wardrobe.listed;
import static dev.galley.bootstrap.http.Wardrobe.patches;
import static dev.galley.bootstrap.http.Wardrobe.proposes;
import static dev.galley.bootstrap.http.Wardrobe.published;
import static dev.galley.bootstrap.http.Wardrobe.reviewed;
import static dev.galley.bootstrap.http.Wardrobe.saves;
import static dev.galley.bootstrap.http.Wardrobe.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.token.Grant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is proposed is dormant until somebody who may decides, once. */
interface PersonaProposalsHttpContract extends HttpContract {

  @Test
  default void aProposalIsStagedAndChangesNothing() {
    Person alice = alice();
    String draft = draft(alice, "Calm");
    Answer staged =
        alice
            .post(
                DRAFT,
                Body.of(
                    "draft_id", draft,
                    "soft", true,
                    "name", "Calmer",
                    "origin", "style-bot",
                    "reason", "Sounds better."))
            .expect(200)
            .shows("/form_state/name", "Calm", "/proposed_form_state/name", "Calmer");
    Answer seen = shown(alice, draft);
    seen.shows(
        "/form_state/name", "Calm",
        "/proposals/0/idempotency_key", staged.text("/idempotency_key"),
        "/proposals/0/proposed_by", "alice",
        "/proposals/0/origin", "style-bot",
        "/proposals/0/reason", "Sounds better.",
        "/proposals/0/fields", List.of("name_id"),
        "/proposals/0/proposed_form_state/name", "Calmer");
    alice.post(DRAFT, Body.of("draft_id", draft, "soft", true)).invalid("");
  }

  @Test
  default void anAcceptedProposalBecomesActiveWithItsPendingOnes() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String draft = draft(alice, "Calm");
    reviewed(alice, draft, "rita");
    Answer typed = patches(alice, "examples", List.of("later"));
    String later = typed.text("/form_state/example_ids/0");
    String proposal =
        proposes(
            tenant.user("rita"),
            draft,
            "examples",
            List.of("now", "later"),
            "pending_ids",
            List.of(later));
    decides(alice, proposal, true)
        .expect(200)
        .shows(
            "/success",
            true,
            "/draft_id",
            draft,
            "/idempotency_key",
            proposal,
            "/form_state/examples",
            List.of("now", "later"),
            "/form_state/pending_ids",
            List.of());
    shown(alice, draft).shows("/proposals", List.of(), "/form_state/name", "Calm");
  }

  @Test
  default void aDecisionIsMadeOnceAndSaidAgain() {
    Person alice = alice();
    String draft = draft(alice, "Calm");
    String proposal = proposes(alice, draft, "name", "Loud");
    Answer first = decides(alice, proposal, true).expect(200);
    patches(alice, "draft_id", draft, "name", "Since");
    assertThat(decides(alice, proposal, true).expect(200).json()).isEqualTo(first.json());
    decides(alice, proposal, false)
        .refused(409, "already-decided")
        .shows("/verdict", "accepted", "/decidedBy", "alice");
    // Published, the draft still knows.
    saves(alice, draft).expect(201);
    decides(alice, proposal, true).expect(200).shows("/draft_id", draft);
    decides(alice, proposal, false).refused(409, "already-decided");
  }

  @Test
  default void aRejectedProposalLeavesItsEntryInTheLedgerAndNothingElse() {
    Person alice = alice();
    String draft = draft(alice, "Calm");
    Json before = shown(alice, draft).at("/form_state");
    String proposal = proposes(alice, draft, "name", "Loud", "origin", "bot");
    alice
        .post(DRAFT, Body.of("idempotency_key", proposal, "accept", false, "reason", "Too loud."))
        .expect(200)
        .shows("/form_state/name", "Calm");
    assertThat(shown(alice, draft).at("/form_state")).isEqualTo(before);
    Answer ledger = alice.get("/persona/drafts/" + draft + "/ledger").expect(200);
    assertThat(ledger.texts("/entries", "what"))
        .containsExactly("rejected", "proposed", "patched", "opened");
    ledger.shows(
        "/entries/0/by", "alice",
        "/entries/0/reason", "Too loud.",
        "/entries/0/proposal", proposal,
        "/entries/1/origin", "bot");
    Answer page = alice.get("/persona/drafts/" + draft + "/ledger?limit=2").expect(200);
    assertThat(alice.get(page.text("/next")).expect(200).texts("/entries", "what"))
        .containsExactly("patched", "opened");
  }

  @Test
  default void aDraftThatAProposalBeganGoesWhenItIsRejected() {
    Person alice = alice();
    Answer staged =
        alice.post(DRAFT, Body.of("name", "Idea", "instructions", "x", "soft", true)).expect(200);
    staged.shows("/form_state/name", Body.NULL, "/proposed_form_state/name", "Idea");
    String draft = staged.text("/draft_id");
    String proposal = staged.text("/idempotency_key");
    Answer rejected = decides(alice, proposal, false).expect(200);
    alice.post("/persona/get", Body.of("draft_id", draft)).refused(404, "not-found");
    assertThat(alice.post("/persona/drafts", Body.of()).expect(200).items("/items")).isEmpty();
    assertThat(decides(alice, proposal, false).expect(200).json()).isEqualTo(rejected.json());
    decides(alice, proposal, true).refused(409, "already-decided");
    alice
        .get("/persona/drafts/" + draft + "/ledger")
        .expect(200)
        .shows("/ended/outcome", "rejected");
    // Accepted, it is a draft as any other.
    Answer other =
        alice.post(DRAFT, Body.of("name", "Idea", "instructions", "x", "soft", true)).expect(200);
    decides(alice, other.text("/idempotency_key"), true)
        .expect(200)
        .shows("/form_state/name", "Idea");
    saves(alice, other.text("/draft_id")).expect(201);
  }

  @Test
  default void anAcknowledgementSaysNothingElse() {
    Person alice = alice();
    String draft = draft(alice, "Calm");
    String proposal = proposes(alice, draft, "name", "Loud");
    alice
        .post(
            DRAFT,
            Body.of(
                "idempotency_key",
                proposal,
                "accept",
                true,
                "name",
                "x",
                "soft",
                false,
                "draft_id",
                draft,
                "reason",
                "allowed"))
        .invalid("/name", "/soft", "/draft_id");
    alice.post(DRAFT, Body.of("accept", true)).invalid("/idempotency_key");
    alice.post(DRAFT, Body.of("idempotency_key", proposal, "accept", "yes")).invalid("/accept");
    alice
        .post(DRAFT, Body.of("idempotency_key", UUID.randomUUID().toString(), "accept", true))
        .refused(404, "not-found");
    String plain = patches(alice, "name", "No proposal").text("/idempotency_key");
    decides(alice, plain, true).refused(404, "not-found");
    decides(alice(), proposal, true).refused(404, "not-found");
  }

  @Test
  default void aProposalIsStaleWhenTheSameFieldsHaveChanged() {
    Person alice = alice();
    String draft = draft(alice, "Calm");
    String name = proposes(alice, draft, "name", "Loud");
    String description = proposes(alice, draft, "description", "Says much.");
    patches(alice, "draft_id", draft, "name", "Other");
    decides(alice, name, true)
        .refused(409, "stale-proposal")
        .shows("/changedFields", List.of("name_id"), "/changedBy", "alice");
    decides(alice, description, true)
        .expect(200)
        .shows("/form_state/name", "Other", "/form_state/description", "Says much.");
    decides(alice, name, false).expect(200);
  }

  @Test
  default void aWriteThatSaysAllOfAProposalAcceptsIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String draft = draft(alice, "Calm");
    reviewed(alice, draft, "rita");
    Person rita = tenant.user("rita");
    String both = proposes(rita, draft, "name", "Loud", "description", "Says much.");
    String part = proposes(rita, draft, "color", "#010203");
    // It does not say all of it.
    patches(alice, "draft_id", draft, "name", "Loud");
    // It says all of it, and holds some as pending.
    Answer typed = patches(alice, "description", "Says much.");
    String id = typed.text("/form_state/description_id");
    patches(
        alice,
        "draft_id",
        draft,
        "name",
        "Loud",
        "description",
        "Says much.",
        "pending_ids",
        List.of(id));
    assertThat(shown(alice, draft).items("/proposals")).hasSize(2);
    patches(
            alice,
            "draft_id",
            draft,
            "name",
            "Loud",
            "description",
            "Says much.",
            "pending_ids",
            List.of())
        .shows("/accepted", List.of(both));
    shown(alice, draft).shows("/proposals/0/idempotency_key", part);
    alice
        .get("/persona/drafts/" + draft + "/ledger")
        .expect(200)
        .shows(
            "/entries/0/what", "accepted",
            "/entries/0/accepted_by", "write",
            "/entries/0/proposedBy", "rita");
    decides(alice, both, false).refused(409, "already-decided");
  }

  @Test
  default void aProposalThatAWriteAcceptsStaysInNoPartPending() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Answer begun = patches(alice, "name", "Calm", "instructions", "x", "examples", List.of("a"));
    String draft = begun.text("/draft_id");
    String name = begun.text("/form_state/name_id");
    String example = begun.text("/form_state/example_ids/0");
    patches(alice, "draft_id", draft, "pending_ids", List.of(name, example));
    reviewed(alice, draft, "rita");
    String proposal = proposes(tenant.user("rita"), draft, "name_id", name);
    patches(alice, "draft_id", draft, "name_id", name)
        .shows("/accepted", List.of(proposal), "/form_state/pending_ids", List.of(example));
    saves(alice, draft).refused(422, "draft-incomplete").namesPointers("/pending_ids");
    patches(alice, "draft_id", draft, "pending_ids", List.of());
    saves(alice, draft).expect(201);
  }

  @Test
  default void aStaleProposalNamesWhoHasChangedWhatItSpeaksOf() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String draft = draft(alice, "Calm");
    reviewed(alice, draft, "rita", "ralf");
    Person rita = tenant.user("rita");
    String stale = proposes(alice, draft, "name", "Loud");
    String faster = proposes(alice, draft, "name", "Louder");
    decides(rita, faster, true).expect(200);
    // What others do in other fields, and propose, changes nothing of that.
    String description = proposes(tenant.user("ralf"), draft, "description", "Says much.");
    patches(alice, "draft_id", draft, "color", "#010203");
    decides(tenant.user("ralf"), description, false).expect(200);
    decides(alice, stale, true)
        .refused(409, "stale-proposal")
        .shows("/changedFields", List.of("name_id"), "/changedBy", "rita");
  }

  @Test
  default void aPublishedPersonaIsShownWithWhatIsProposedForIt() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String persona = published(alice, "Public");
    Wardrobe.live(alice, persona).shows("/proposals", List.of());
    Answer staged =
        bob.post(DRAFT, Body.of("persona_id", persona, "soft", true, "name", "Better")).expect(200);
    String edited = Wardrobe.edits(alice, persona);
    String own = proposes(alice, edited, "description", "Mine");
    for (Person person : List.of(alice, tenant.user("root").tenantAdmin())) {
      Answer all = Wardrobe.live(person, persona);
      assertThat(all.texts("/proposals", "idempotency_key"))
          .containsExactlyInAnyOrder(own, staged.text("/idempotency_key"));
      assertThat(all.texts("/proposals", "draft_id"))
          .containsExactlyInAnyOrder(edited, staged.text("/draft_id"));
    }
    Wardrobe.live(bob, persona)
        .shows(
            "/proposals/0/draft_id",
            staged.text("/draft_id"),
            "/proposals/0/proposed_form_state/name",
            "Better");
    assertThat(Wardrobe.live(bob, persona).items("/proposals")).hasSize(1);
    Wardrobe.live(tenant.user("carol"), persona).shows("/proposals", List.of());
    alice
        .get("/persona/published/" + persona)
        .expect(200)
        .shows("/proposals/1/proposed_by", "bob", "/proposals/0/proposed_by", "alice");
    decides(alice, staged.text("/idempotency_key"), false).expect(200);
    Wardrobe.live(bob, persona).shows("/proposals", List.of());
    assertThat(Wardrobe.live(alice, persona).texts("/proposals", "idempotency_key"))
        .containsExactly(own);
  }

  @Test
  default void aProposalForAPersonaIsToldAllThatIsWrongAtOnce() {
    Tenant tenant = tenant();
    String persona = published(tenant.user("alice"), "Public");
    Person bob = tenant.user("bob");
    bob.post(
            DRAFT,
            Body.of(
                "persona_id",
                persona,
                "soft",
                true,
                "nme",
                1,
                "voices",
                List.of("Loud"),
                "name_id",
                UUID.randomUUID().toString()))
        .invalid("/nme", "/voices/0", "/name_id");
    bob.post(
            DRAFT,
            Body.of(
                "persona_id", UUID.randomUUID().toString(), "soft", true, "nme", 1, "name", "x"))
        .invalid("/nme");
  }

  @Test
  default void twoReviewersAtOnceMakeOneDecision() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person rita = tenant.user("rita");
    Person ralf = tenant.user("ralf");
    for (int i = 0; i < 10; i++) {
      String draft = draft(alice, "Contested " + i);
      reviewed(alice, draft, "rita", "ralf");
      String proposal = proposes(alice, draft, "description", "New " + i);
      CompletableFuture<Answer> yes = decides(rita, proposal, true).begin();
      CompletableFuture<Answer> no = decides(ralf, proposal, false).begin();
      Answer accepted = yes.join();
      Answer rejected = no.join();
      assertThat(List.of(accepted.status(), rejected.status())).containsExactlyInAnyOrder(200, 409);
      Answer told = accepted.status() == 409 ? accepted : rejected;
      told.isProblem(409, "already-decided")
          .shows(
              "/verdict", accepted.status() == 200 ? "accepted" : "rejected",
              "/decidedBy", accepted.status() == 200 ? "rita" : "ralf");
      shown(alice, draft)
          .shows(
              "/form_state/description",
              accepted.status() == 200 ? Body.json("New " + i) : Body.NULL);
      assertThat(
              alice
                  .get("/persona/drafts/" + draft + "/ledger")
                  .expect(200)
                  .texts("/entries", "what"))
          .containsOnlyOnce(accepted.status() == 200 ? "accepted" : "rejected")
          .doesNotContain(accepted.status() == 200 ? "rejected" : "accepted");
    }
  }

  @Test
  default void aTokenDoesNotDecideOnItsOwnProposal() {
    Tenant tenant = tenant();
    Tenant.Member alice = tenant.user("alice").allowed(Grant.CREATE);
    Person bot = alice.with();
    Person other = alice.with();
    String draft = draft(alice, "Calm");
    String proposal = proposes(bot, draft, "name", "Loud");
    assertThat(shown(alice, draft).text("/proposals/0/token_id")).hasSize(36);
    decides(bot, proposal, true).refused(403, "own-proposal");
    decides(bot, proposal, false).refused(403, "own-proposal");
    // Nor by a write of the same token, which leaves it open.
    patches(bot, "draft_id", draft, "name", "Loud");
    assertThat(shown(alice, draft).items("/proposals")).hasSize(1);
    decides(other, proposal, true).expect(200);
    String second = proposes(bot, draft, "name", "Louder");
    decides(alice, second, true).expect(200);
    // A person's own proposal is his to decide.
    decides(alice, proposes(alice, draft, "name", "Mine"), true).expect(200);
    // What only reads changes nothing.
    Person reader = alice.with("readOnly", true);
    shown(reader, draft);
    reader.post(DRAFT, Body.of("draft_id", draft, "name", "x")).refused(403, "token-restricted");
  }

  @Test
  default void aDecisionNamesItsProposal() {
    alice()
        .call("POST", DRAFT)
        .json("{\"accept\": true, \"idempotency_key\": null}")
        .invalid("/idempotency_key");
  }

  @Test
  default void whoeverReadsAPersonaProposesAndItsOwnerDecides() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    Person bob = tenant.user("bob");
    String persona = published(alice, "Public");
    Answer staged =
        bob.post(
                DRAFT,
                Body.of("persona_id", persona, "soft", true, "name", "Better", "origin", "bob"))
            .expect(200)
            .shows("/form_state/name", "Public", "/proposed_form_state/name", "Better");
    String draft = staged.text("/draft_id");
    String proposal = staged.text("/idempotency_key");
    shown(bob, draft).shows("/owner", "alice", "/proposed_by", "bob", "/persona_id", persona);
    assertThat(alice.post("/persona/drafts", Body.of()).expect(200).texts("/items", "draft_id"))
        .contains(draft);
    decides(bob, proposal, true).refused(403, "forbidden");
    tenant.user("carol").post("/persona/get", Body.of("draft_id", draft)).refused(404, "not-found");
    decides(tenant.user("carol"), proposal, true).refused(404, "not-found");
    Wardrobe.live(bob, persona).shows("/form_state/name", "Public");
    saves(bob, draft).refused(403, "forbidden");
    decides(alice, proposal, true).expect(200).shows("/form_state/name", "Better");
    // From now on it is the owner's alone.
    bob.post("/persona/get", Body.of("draft_id", draft)).refused(404, "not-found");
    saves(alice, draft).expect(200).shows("/id", persona, "/revision", 2);
    Wardrobe.live(bob, persona).shows("/form_state/name", "Better");

    bob.post(DRAFT, Body.of("persona_id", persona, "name", "x")).invalid("/persona_id");
    bob.post(DRAFT, Body.of("persona_id", persona, "draft_id", draft, "name", "x", "soft", true))
        .invalid("/persona_id");
    bob.post(
            DRAFT,
            Body.of("persona_id", persona, "soft", true, "name", "x", "reviewers", List.of("bob")))
        .refused(403, "forbidden");
    bob.post(DRAFT, Body.of("persona_id", UUID.randomUUID().toString(), "soft", true, "name", "x"))
        .refused(404, "not-found");
    // An admin of the tenant has level 3 on it.
    String next =
        bob.post(DRAFT, Body.of("persona_id", persona, "soft", true, "color", "#000000"))
            .expect(200)
            .text("/idempotency_key");
    decides(tenant.user("root").tenantAdmin(), next, false).expect(200);
  }

  @Test
  default void resourcesOfARejectedProposalAreListedToNobody() {
    Tenant tenant = tenant();
    Person alice = tenant.user("alice");
    String draft = draft(alice, "Calm");
    Answer staged =
        alice
            .post(DRAFT, Body.of("draft_id", draft, "soft", true, "examples", List.of("odd")))
            .expect(200);
    String odd = staged.text("/proposed_form_state/example_ids/0");
    decides(alice, staged.text("/idempotency_key"), false).expect(200);
    alice.get("/persona/resources/example/" + odd).refused(404, "not-found");
    assertThat(listed(alice, "example")).isEmpty();
  }
}
