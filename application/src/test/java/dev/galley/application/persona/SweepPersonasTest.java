package dev.galley.application.persona;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Resource;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Time passes, and what nobody needs goes. */
class SweepPersonasTest extends OnPersonas {
  private final SweepPersonas sweep = new SweepPersonas(desk);

  @Test
  void aProposalThatNobodyDecidesOnExpiresAndItsLedgerSaysSo() {
    String draft = patch("{'name': 'A', 'instructions': 'I'}").text("draft_id").orElseThrow();
    String key =
        patch("{'draft_id': '%s', 'soft': true, 'name': 'B'}".formatted(draft))
            .text("idempotency_key")
            .orElseThrow();
    now = now.plus(Duration.ofDays(29));
    assertThat(sweep.expire()).isZero();
    now = now.plus(Duration.ofDays(1)).plusSeconds(1);

    assertThat(sweep.expire()).isEqualTo(1);

    assertThat(sweep.expire()).isZero();
    for (boolean accept : new boolean[] {true, false}) {
      assertThat(refusal("{'idempotency_key': '%s', 'accept': %s}".formatted(key, accept)))
          .isInstanceOf(Refusal.AlreadyDecided.class);
    }
    assertThat(
            new ReadPersonas(desk).ledger(ALICE, draft, Long.MAX_VALUE, 1)
                    instanceof Outcome.Done<ReadPersonas.Ledger>(ReadPersonas.Ledger ledger)
                ? ledger.entries().getFirst().what().text("what")
                : Optional.empty())
        .contains("expired");
  }

  @Test
  void aResourceThatNothingUsesIsCollectedAndCanComeBack() {
    String draft = patch("{'name': 'A', 'instructions': 'I'}").text("draft_id").orElseThrow();
    String key =
        patch("{'draft_id': '%s', 'soft': true, 'description': 'odd'}".formatted(draft))
            .text("idempotency_key")
            .orElseThrow();
    now = now.plus(Duration.ofHours(2));
    assertThat(sweep.collect()).as("while it is proposed").isZero();
    patch("{'idempotency_key': '%s', 'accept': false}".formatted(key));

    assertThat(sweep.collect()).isEqualTo(1);

    assertThat(resource(ResourceKind.DESCRIPTION, "odd")).isEmpty();
    assertThat(resource(ResourceKind.NAME, "A")).isPresent();
    patch("{'draft_id': '%s', 'description': 'odd'}".formatted(draft));
    assertThat(resource(ResourceKind.DESCRIPTION, "odd")).isPresent();
  }

  @Test
  void whatIsJustPutWaitsForItsSave() {
    desk.catalogue()
        .put(TENANT, ResourceValue.text(ResourceKind.NAME, "A"), false, desk.stamp(ALICE));
    assertThat(sweep.collect()).isZero();
    now = now.plus(Duration.ofHours(2));
    desk.catalogue()
        .put(TENANT, ResourceValue.text(ResourceKind.NAME, "A"), false, desk.stamp(ALICE));
    assertThat(sweep.collect()).as("put again a moment ago").isZero();
    now = now.plus(Duration.ofHours(2));
    assertThat(sweep.collect()).isEqualTo(1);
  }

  @Test
  void whatOnePutsKeepsNothingOfOthersFromBeingCollected() {
    for (String value : new String[] {"A", "B", "C"}) {
      new EditCatalogue(desk)
          .create(ALICE, ResourceKind.EXAMPLE, JsonObject.EMPTY.with("value", text(value)));
    }
    desk.catalogue()
        .put(TENANT, ResourceValue.text(ResourceKind.EXAMPLE, "D"), false, desk.stamp(ALICE));
    now = now.plus(Duration.ofHours(2));

    assertThat(new SweepPersonas(desk, 1).collect()).isEqualTo(1);

    assertThat(resource(ResourceKind.EXAMPLE, "D")).isEmpty();
    assertThat(resource(ResourceKind.EXAMPLE, "A")).isPresent();
  }

  @Test
  void aPersonaIsEditedInOneDraftUntilThatEndsAndItsLedgerSaysHow() {
    String draft = patch("{'name': 'A', 'instructions': 'I'}").text("draft_id").orElseThrow();
    SavePersona.Wish wish = SavePersona.read(JsonObject.EMPTY.with("draft_id", text(draft)));
    UUID persona =
        ((Outcome.Done<SavePersona.Saved>) new SavePersona(desk).handle(ALICE, wish))
            .value()
            .persona()
            .id();
    assertThat(
            new ReadPersonas(desk).ledger(ALICE, draft, Long.MAX_VALUE, 1)
                    instanceof Outcome.Done<ReadPersonas.Ledger>(ReadPersonas.Ledger ledger)
                ? ledger.entries().getFirst().what().text("what")
                : Optional.empty())
        .contains("published");
    UUID first = edits(persona);
    assertThat(edits(persona)).isEqualTo(first);
    new DeletePersonas(desk)
        .handle(ALICE, (JsonObject) JsonReader.read("{\"ids\": [\"" + first + "\"]}"));
    assertThat(edits(persona)).isNotEqualTo(first);
  }

  private UUID edits(UUID persona) {
    return switch (new EditPersona(desk)
        .edit(ALICE, JsonObject.EMPTY.with("id", text(persona.toString())))) {
      case Outcome.Done<EditPersona.Opened>(EditPersona.Opened opened) ->
          opened.draft().seen().draft().id();
      case Outcome.Refused<EditPersona.Opened>(Refusal refusal) ->
          throw new AssertionError(refusal);
    };
  }

  @Test
  void draftsOfAPersonaThatIsGoneAreErased() {
    String draft = patch("{'name': 'A', 'instructions': 'I'}").text("draft_id").orElseThrow();
    Outcome<SavePersona.Saved> saved =
        new SavePersona(desk)
            .handle(ALICE, SavePersona.read(JsonObject.EMPTY.with("draft_id", text(draft))));
    String persona = ((Outcome.Done<SavePersona.Saved>) saved).value().persona().id().toString();
    new EditPersona(desk).edit(ALICE, JsonObject.EMPTY.with("id", text(persona)));
    assertThat(sweep.erase()).isZero();
    assertThat(resource(ResourceKind.NAME, "A").orElseThrow().listed()).isTrue();

    new DeletePersonas(desk)
        .handle(ALICE, (JsonObject) JsonReader.read("{\"ids\": [\"" + persona + "\"]}"));

    sweep.erase();
    assertThat(store.aggregates().listed(TENANT, PersonaKeys.on(UUID.fromString(persona)), "", 9))
        .isEmpty();
  }

  private static Json text(String value) {
    return Json.of(value);
  }

  private Optional<Resource> resource(ResourceKind kind, String value) {
    return desk.catalogue().find(TENANT, ResourceValue.text(kind, value).id(TENANT));
  }
}
