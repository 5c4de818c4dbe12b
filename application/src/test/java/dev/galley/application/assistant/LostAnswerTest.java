package dev.galley.application.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.ModelList;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.Saver;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.content.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The store is lost while it saves: did it happen or not? */
class LostAnswerTest {
  private static final Caller ALICE =
      new Caller(
          new TenantId("default"),
          "alice",
          Map.of(),
          Set.of(Caller.AI_SEAT),
          Set.of(Caller.CREATE_ASSISTANTS),
          Set.of());

  private final InMemoryStore store = new InMemoryStore(InstantSource.system());
  private final Flaky aggregates = new Flaky(store.aggregates());
  private final AssistantDesk desk =
      new AssistantDesk(
          store.assistants(),
          store.snapshots(),
          store.revisions(),
          new ModelList(List.of(), store.models()),
          Limits.DEFAULT,
          InstantSource.system(),
          new Saver(aggregates, UUID::randomUUID, attempt -> {}));

  @Test
  void saveThatHappenedIsAnsweredAsDone() {
    aggregates.losesAnswers = true;

    assertThat(create()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void saveThatDidNotHappenStaysInDoubt() {
    aggregates.losesChanges = true;

    assertThatThrownBy(this::create).isInstanceOf(OutcomeUnknown.class);
  }

  @Test
  void saveStaysInDoubtWhenTheStoreDoesNotAnswerTheQuestionEither() {
    aggregates.losesAnswers = true;
    aggregates.away = true;

    assertThatThrownBy(this::create)
        .isInstanceOf(OutcomeUnknown.class)
        .satisfies(unknown ->
            assertThat(unknown.getSuppressed()).hasOnlyElementsOfType(StoreUnavailable.class));
  }

  private Outcome<AssistantView> create() {
    AssistantPatch patch =
        AssistantPatch.forCreation(
            JsonObject.builder().put("name", "Pilot").build(), Limits.DEFAULT);
    return new CreateAssistant(desk).handle(new CreateAssistant.Command(ALICE, patch));
  }

  /** A store whose answers, or whose changes, get lost. */
  private static final class Flaky extends ForwardingAggregates {
    private boolean losesAnswers;
    private boolean losesChanges;
    private boolean away;

    Flaky(Aggregates store) {
      super(store);
    }

    @Override
    public SaveOutcome save(Change change) {
      if (losesChanges) {
        throw new OutcomeUnknown(change.id(), null);
      }
      SaveOutcome outcome = super.save(change);
      if (losesAnswers) {
        throw new OutcomeUnknown(change.id(), null);
      }
      return outcome;
    }

    @Override
    public boolean happened(AggregateRef aggregate, ChangeId change) {
      if (away) {
        throw new StoreUnavailable("away", null);
      }
      return super.happened(aggregate, change);
    }
  }
}
