package dev.galley.domain.event;

import static dev.galley.domain.fixtures.AssistantFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.fixtures.AssistantFixture;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final AggregateRef REF = AssistantFixture.live().ref();

  @Test
  void idIsTheVersionFiveUuidOfTheAggregateAndTheSequence() {
    // Made by another implementation (Python's uuid.uuid5), so that it is one that others make too.
    assertThat(event(7, 3).id())
        .isEqualTo(UUID.fromString("2a4abd05-a892-5a1a-8b92-a4be948c8b23"))
        .isEqualTo(event(7, 4).id())
        .isNotEqualTo(event(8, 3).id());
    assertThat(event(7, 3).id().version()).isEqualTo(5);
    assertThat(event(7, 3).id().variant()).isEqualTo(2);
  }

  @Test
  void numbersOfEventsRise() {
    assertThat(event(1, 0).sequence()).isEqualTo(1);
    assertThatThrownBy(() -> event(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> event(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> event(2, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eventIsNumberedOnOverAllAndOnItsTopic() {
    EventCounters counters =
        EventCounters.NONE
            .next(EventTopic.LIFECYCLE)
            .next(EventTopic.DRAFT_COMMITTED)
            .next(EventTopic.LIFECYCLE);
    assertThat(counters).isEqualTo(new EventCounters(3, 2, 3));

    assertThat(following(counters, EventType.ASSISTANT_DRAFT_COMMITTED).previous()).isEqualTo(2);
    assertThat(following(counters, EventType.ASSISTANT_DELETED).previous()).isEqualTo(3);
    assertThat(following(counters, EventType.ASSISTANT_DELETED).sequence()).isEqualTo(4);
  }

  @Test
  void onlyCommitsOfDraftsGoToTheirTopic() {
    for (EventType type : EventType.values()) {
      assertThat(type.topic() == EventTopic.DRAFT_COMMITTED)
          .as(type.wireName())
          .isEqualTo(type.wireName().endsWith(".draft-committed.v1"));
      assertThat(EventType.ofWireName(type.wireName())).isEqualTo(type);
    }
    assertThatThrownBy(() -> EventType.ofWireName("ASSISTANT_CREATED"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Event following(EventCounters counters, EventType type) {
    return Event.following(counters, REF, type, at(0), JsonObject.EMPTY, Optional.empty());
  }

  private static Event event(long sequence, long previous) {
    return new Event(
        REF,
        sequence,
        previous,
        EventType.ASSISTANT_LIVE_UPDATED,
        at(0),
        JsonObject.EMPTY,
        Optional.empty(),
        Optional.empty());
  }
}
