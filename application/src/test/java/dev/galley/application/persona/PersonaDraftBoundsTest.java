package dev.galley.application.persona;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.persona.PatchDraft.Patched;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.DraftPatch;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.PersonaKeys;
import dev.galley.domain.persona.Proposal;
import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However much is done to a draft, it stays small, and forgets in good order. */
class PersonaDraftBoundsTest extends OnPersonas {
  private final String draft = begin();

  private String begin() {
    return patch("{'name': 'A', 'instructions': 'I'}").text("draft_id").orElseThrow();
  }

  @Test
  void anOperationWhoseAnswerIsForgottenIsNotDoneAgain() {
    String first = keyed(UUID.randomUUID(), "old");
    patch(first);
    for (int i = 0; i < PersonaDraft.OPERATIONS; i++) {
      patch(keyed(UUID.randomUUID(), "newer " + i));
    }
    PersonaDraft before = kept();
    assertThat(refusal(first)).isInstanceOf(Refusal.KeyForgotten.class);
    assertThat(refusal(first.replace("old", "other"))).isInstanceOf(Refusal.KeyForgotten.class);
    assertThat(kept()).isEqualTo(before);
    assertThat(before.forgotten().operations()).hasSize(1);
  }

  @Test
  void aDraftThatWasBegunUnderAForgottenKeyIsNotBegunAgain() {
    String first =
        "{'idempotency_key': '%s', 'name': 'A', 'instructions': 'I'}".formatted(UUID.randomUUID());
    String begun = patch(first).text("draft_id").orElseThrow();
    for (int i = 0; i < PersonaDraft.OPERATIONS; i++) {
      patch(keyed(UUID.randomUUID(), "newer " + i).replace(draft, begun));
    }
    assertThat(refusal(first)).isInstanceOf(Refusal.KeyForgotten.class);
  }

  @Test
  void aDecisionThatIsForgottenIsToldToBeSo() {
    String first = proposed("first");
    patch(decision(first, false));
    assertThat(kept().proposals().getFirst().change()).isEqualTo(DraftPatch.NONE);
    for (int i = 0; i < PersonaDraft.PROPOSALS; i++) {
      patch(decision(proposed("later " + i), i % 2 == 0));
    }
    assertThat(kept().proposals()).hasSize(PersonaDraft.PROPOSALS);
    assertThat(refusal(decision(first, false))).isInstanceOf(Refusal.KeyForgotten.class);
    assertThat(refusal(decision(first, true))).isInstanceOf(Refusal.KeyForgotten.class);
    assertThat(kept().bytes()).isLessThan(200_000);
  }

  @Test
  void keysAreForgottenAtLast() {
    PersonaDraft.Forgotten forgotten =
        new PersonaDraft.Forgotten(
            IntStream.rangeClosed(0, PersonaDraft.FORGOTTEN).mapToObj(i -> new UUID(0, i)).toList(),
            List.of());
    assertThat(forgotten.operations())
        .hasSize(PersonaDraft.FORGOTTEN)
        .startsWith(new UUID(0, 1))
        .endsWith(new UUID(0, PersonaDraft.FORGOTTEN));
  }

  @Test
  void proposalsThatSayTooMuchTogetherAreRefusedUntilOthersAreDecided() {
    String all =
        Map.of(
                ResourceKind.DEPARTMENT,
                "department_ids",
                ResourceKind.PARAMETER_FIELD,
                "parameter_field_ids",
                ResourceKind.VOICE,
                "voice_ids",
                ResourceKind.EXAMPLE,
                "example_ids")
            .entrySet()
            .stream()
            .map(kind -> "'" + kind.getValue() + "': [" + many(kind.getKey()) + "]")
            .collect(Collectors.joining(", "));
    String body =
        "{'draft_id': '%s', 'soft': true, %s, 'pending_ids': [%s]}"
            .formatted(draft, all, all.replaceAll("'[a-z_]+': \\[|\\]", ""));
    String first = patch(body).text("idempotency_key").orElseThrow();
    Outcome<Patched> outcome = call(body);
    for (int i = 0; i < 48 && outcome instanceof Outcome.Done<Patched>; i++) {
      outcome = call(body);
    }
    assertThat(outcome)
        .isEqualTo(Outcome.refused(new Refusal.ProposalsTooLarge(PersonaDraft.MOST_BYTES)));
    assertThat(kept().bytes()).isLessThanOrEqualTo(PersonaDraft.MOST_BYTES);
    patch(decision(first, false));
    patch(body);
  }

  private String many(ResourceKind kind) {
    return IntStream.range(0, 100)
        .mapToObj(i ->
            kind == ResourceKind.PARAMETER_FIELD
                ? ResourceValue.parameterField("p" + i, "v" + i)
                : ResourceValue.text(kind, "v" + i))
        .map(value -> desk.catalogue().put(TENANT, value, true, desk.stamp(ALICE)).id())
        .map(id -> "'" + id + "'")
        .collect(Collectors.joining(","));
  }

  @Test
  void whatIsOverdueExpiresBeforeAnythingIsWritten() {
    String overdue = proposed("B");
    now = now.plus(PersonaLimits.DEFAULT.proposals()).plus(Duration.ofSeconds(1));
    assertThat(shown().proposals()).isEmpty();
    JsonObject answer = patch("{'draft_id': '%s', 'name': 'B'}".formatted(draft));
    assertThat(answer.has("accepted")).isFalse();
    assertThat(kept().proposal(UUID.fromString(overdue)).orElseThrow().isAccepted()).isFalse();
    assertThat(notes()).startsWith("patched", "expired");
  }

  @Test
  void aDecisionThatComesTooLateFindsTheProposalExpired() {
    String overdue = proposed("B");
    now = now.plus(PersonaLimits.DEFAULT.proposals()).plus(Duration.ofSeconds(1));
    assertThat(refusal(decision(overdue, true)))
        .isInstanceOfSatisfying(
            Refusal.AlreadyDecided.class,
            refusal ->
                assertThat(refusal.decision().verdict()).isEqualTo(Proposal.Verdict.EXPIRED));
    assertThat(notes()).startsWith("expired", "proposed");
    assertThat(new SweepPersonas(desk).expire()).isZero();
  }

  @Test
  void whatIsOverdueKeepsNothingFromBeingPublished() {
    proposed("B");
    SavePersona.Wish wish =
        SavePersona.read((JsonObject) JsonReader.read("{\"draft_id\": \"" + draft + "\"}"));
    assertThat(new SavePersona(desk).handle(ALICE, wish)).isInstanceOf(Outcome.Refused.class);
    now = now.plus(PersonaLimits.DEFAULT.proposals()).plus(Duration.ofSeconds(1));
    assertThat(new SavePersona(desk).handle(ALICE, wish)).isInstanceOf(Outcome.Done.class);
    assertThat(notes()).startsWith("published", "expired");
  }

  @Test
  void aDraftIsFoundByNothingOfAProposalThatIsDecided() {
    String persona = publish();
    String key =
        patch("{'persona_id': '%s', 'soft': true, 'name': 'B'}".formatted(persona))
            .text("idempotency_key")
            .orElseThrow();
    String list = PersonaKeys.proposals(UUID.fromString(persona), "alice");
    assertThat(store.aggregates().listed(TENANT, list, "", 9)).hasSize(1);
    patch(decision(key, true));
    assertThat(store.aggregates().listed(TENANT, list, "", 9)).isEmpty();
  }

  @Test
  void aPersonaIsShownWithAFewOfManyProposals() {
    String persona = publish();
    for (int i = 0; i <= ReadPersonas.PROPOSALS; i++) {
      patch("{'persona_id': '%s', 'soft': true, 'name': 'B'}".formatted(persona));
    }
    assertThat(new ReadPersonas(desk).live(ALICE, persona))
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> {
              ReadPersonas.Live live = (ReadPersonas.Live) done.value();
              assertThat(live.proposals()).hasSize(ReadPersonas.PROPOSALS);
              assertThat(live.more()).isTrue();
            });
  }

  private String publish() {
    return new SavePersona(desk)
                .handle(
                    ALICE,
                    SavePersona.read(
                        (JsonObject) JsonReader.read("{\"draft_id\": \"" + draft + "\"}")))
            instanceof Outcome.Done<SavePersona.Saved>(SavePersona.Saved saved)
        ? saved.persona().id().toString()
        : "";
  }

  private String keyed(UUID key, String name) {
    return "{'draft_id': '%s', 'idempotency_key': '%s', 'name': '%s'}".formatted(draft, key, name);
  }

  private String proposed(String name) {
    return patch("{'draft_id': '%s', 'soft': true, 'name': '%s'}".formatted(draft, name))
        .text("idempotency_key")
        .orElseThrow();
  }

  private static String decision(String key, boolean accept) {
    return "{'idempotency_key': '%s', 'accept': %s}".formatted(key, accept);
  }

  private PersonaDraft kept() {
    return PersonaDraft.of(
        (Item)
            store
                .aggregates()
                .find(PersonaDraft.ref(TENANT, UUID.fromString(draft)))
                .orElseThrow());
  }

  private ReadPersonas.Draft shown() {
    return ((Outcome.Done<ReadPersonas.Draft>) new ReadPersonas(desk).draft(ALICE, draft)).value();
  }

  private List<String> notes() {
    return new ReadPersonas(desk).ledger(ALICE, draft, Long.MAX_VALUE, 9)
            instanceof Outcome.Done<ReadPersonas.Ledger>(ReadPersonas.Ledger ledger)
        ? ledger.entries().stream().flatMap(entry -> entry.what().text("what").stream()).toList()
        : List.of();
  }
}
