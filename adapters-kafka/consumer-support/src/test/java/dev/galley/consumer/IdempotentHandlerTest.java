package dev.galley.consumer;

import static dev.galley.consumer.Events.COMMITS;
import static dev.galley.consumer.Events.LIFECYCLE;
import static dev.galley.consumer.Events.agentCommitted;
import static dev.galley.consumer.Events.agentCreated;
import static dev.galley.consumer.Events.agentDeleted;
import static dev.galley.consumer.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotentHandlerTest {
  private final InMemoryAppliedSequences applied = new InMemoryAppliedSequences(10);
  private final List<Long> effects = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final IdempotentHandler handler =
      new IdempotentHandler(
          applied,
          event -> {
            effects.add(event.sequence());
            told.add("applied " + event.sequence());
          },
          gap -> told.add(gap.toString()));

  @Test
  void eventsOfBothTopicsAreAppliedInTurn() throws Exception {
    assertThat(handler.handle(LIFECYCLE, event(1, 0))).isEqualTo(Outcome.APPLIED);
    assertThat(handler.handle(COMMITS, event(2, 0))).isEqualTo(Outcome.APPLIED);
    assertThat(handler.handle(LIFECYCLE, event(3, 1))).isEqualTo(Outcome.APPLIED);
    assertThat(handler.handle(COMMITS, event(4, 2))).isEqualTo(Outcome.APPLIED);

    assertThat(told).containsExactly("applied 1", "applied 2", "applied 3", "applied 4");
  }

  @Test
  void repeatsAreDroppedWithoutAGap() throws Exception {
    handler.handle(COMMITS, event(2, 0));
    handler.handle(COMMITS, event(4, 2));

    assertThat(handler.handle(COMMITS, event(2, 0))).isEqualTo(Outcome.REPEATED);
    assertThat(handler.handle(COMMITS, event(4, 2))).isEqualTo(Outcome.REPEATED);

    assertThat(told).containsExactly("applied 2", "applied 4");
  }

  @Test
  void anOlderEventOfTheOtherTopicIsDroppedAndStillCountsAsSeen() throws Exception {
    handler.handle(COMMITS, event(2, 0));
    handler.handle(COMMITS, event(4, 2));

    assertThat(handler.handle(LIFECYCLE, event(1, 0))).isEqualTo(Outcome.SUPERSEDED);
    assertThat(handler.handle(LIFECYCLE, event(3, 1))).isEqualTo(Outcome.SUPERSEDED);
    assertThat(handler.handle(LIFECYCLE, event(3, 1))).isEqualTo(Outcome.REPEATED);
    assertThat(handler.handle(LIFECYCLE, event(5, 3))).isEqualTo(Outcome.APPLIED);

    assertThat(told).containsExactly("applied 2", "applied 4", "applied 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"assistant", "agent"})
  void anUnknownTypeOfAKnownKindMakesNothingOutOfDate(String kind) {
    GalleyEvent later = event("dev.galley." + kind + ".of-a-later-version.v1", 5, 0);

    AppliedState state = AppliedState.first(LIFECYCLE, later);
    assertThat(state.applied()).isZero();
    assertThat(state.seenOn(LIFECYCLE)).hasValue(5);
    assertThat(state.after(LIFECYCLE, event("dev.galley." + kind + ".another.v1", 6, 5)).applied())
        .isZero();
    assertThat(AppliedState.first(LIFECYCLE, event(5, 0)).applied())
        .as("of a kind that is unknown as a whole")
        .isEqualTo(5);
  }

  @Test
  void aMissingEventIsToldBeforeTheNextOneIsApplied() throws Exception {
    handler.handle(COMMITS, event(2, 0));

    assertThat(handler.handle(COMMITS, event(7, 5))).isEqualTo(Outcome.APPLIED);

    assertThat(told)
        .containsExactly(
            "applied 2",
            "acme/persona/0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b on galley.draft-committed:"
                + " event 7 stands behind 5 (expected: behind 2)",
            "applied 7");
  }

  @Test
  void aMissingEventIsToldAlsoWhenWhatFollowsItIsSuperseded() throws Exception {
    handler.handle(LIFECYCLE, event(1, 0));
    handler.handle(COMMITS, event(9, 8));
    told.clear();

    assertThat(handler.handle(LIFECYCLE, event(6, 4))).isEqualTo(Outcome.SUPERSEDED);

    assertThat(told)
        .singleElement()
        .asString()
        .endsWith("event 6 stands behind 4 (expected: behind 1)");
  }

  @Test
  void whatWasBeforeTheFirstEventSeenIsNotMissed() throws Exception {
    handler.handle(LIFECYCLE, event(10, 3));
    handler.handle(COMMITS, event(11, 9));

    assertThat(told).containsExactly("applied 10", "applied 11");
  }

  @Test
  void theFirstEventOfATopicRevealsAGapWhenItsPredecessorIsNewerThanTheBeginning()
      throws Exception {
    handler.handle(LIFECYCLE, event(1, 0));
    handler.handle(COMMITS, event(3, 2));

    assertThat(told)
        .element(1)
        .asString()
        .endsWith("galley.draft-committed: event 3 stands behind 2 (expected: behind none)");
  }

  @Test
  void aRenamedTopicGoesOnWhereTheOldOneEnded() throws Exception {
    handler.handle(LIFECYCLE, event(1, 0));
    handler.handle(COMMITS, event(2, 0));
    handler.handle("acme.commits", event(3, 2));

    assertThat(told).containsExactly("applied 1", "applied 2", "applied 3");
  }

  @Test
  void aDeletionIsRememberedWhenOlderEventsComeAfterIt() throws Exception {
    handler.handle(LIFECYCLE, agentDeleted(3, 1));

    assertThat(handler.handle(COMMITS, agentCommitted(2, 0))).isEqualTo(Outcome.SUPERSEDED);

    assertThat(applied.load(agentCreated(1, 0).key()))
        .hasValueSatisfying(state -> {
          assertThat(state.deleted()).isTrue();
          assertThat(state.applied()).isEqualTo(3);
        });
  }

  @Test
  void anAgentThatIsCreatedAgainUnderItsIdGoesOn() throws Exception {
    handler.handle(LIFECYCLE, agentCreated(1, 0));
    handler.handle(LIFECYCLE, agentDeleted(3, 1));

    assertThat(handler.handle(LIFECYCLE, agentCreated(4, 3))).isEqualTo(Outcome.APPLIED);
    assertThat(handler.handle(LIFECYCLE, agentCreated(1, 0))).isEqualTo(Outcome.REPEATED);
    assertThat(handler.handle(LIFECYCLE, agentDeleted(3, 1))).isEqualTo(Outcome.REPEATED);
    assertThat(handler.handle(COMMITS, agentCommitted(2, 0))).isEqualTo(Outcome.SUPERSEDED);

    assertThat(applied.load(agentCreated(1, 0).key()))
        .hasValueSatisfying(state -> {
          assertThat(state.deleted()).isFalse();
          assertThat(state.applied()).isEqualTo(4);
        });
    assertThat(handler.handle(COMMITS, agentCommitted(5, 2))).isEqualTo(Outcome.APPLIED);
    assertThat(told).containsExactly("applied 1", "applied 3", "applied 4", "applied 5");
  }

  @Test
  void nothingIsRecordedWhenTheHandlerThrows() throws Exception {
    handler.handle(COMMITS, event(1, 0));
    IOException full = new IOException("disk full");
    IdempotentHandler failing =
        new IdempotentHandler(
            applied,
            event -> {
              throw full;
            },
            gap -> told.add(gap.toString()));

    assertThatThrownBy(() -> failing.handle(COMMITS, event(2, 1))).isSameAs(full);

    assertThat(handler.handle(COMMITS, event(2, 1))).isEqualTo(Outcome.APPLIED);
    assertThat(told).containsExactly("applied 1", "applied 2");
  }

  @Test
  void theEventIsNotAppliedWhenTheGapListenerThrows() throws Exception {
    IdempotentHandler stopping =
        new IdempotentHandler(
            applied,
            event -> effects.add(event.sequence()),
            gap -> {
              throw new IllegalStateException(gap.toString());
            });
    stopping.handle(COMMITS, event(1, 0));

    assertThatThrownBy(() -> stopping.handle(COMMITS, event(3, 2)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(effects).containsExactly(1L);
  }

  @Test
  void memoryForgetsTheAggregateThatWasSilentForLongest() {
    InMemoryAppliedSequences two = new InMemoryAppliedSequences(2);
    AppliedState state = AppliedState.first(COMMITS, event(1, 0));
    two.store("a", state);
    two.store("b", state);
    assertThat(two.load("a")).isPresent();
    two.store("c", state);

    assertThat(two.load("a")).isPresent();
    assertThat(two.load("b")).isEmpty();
    assertThat(two.load("c")).isPresent();
  }
}
