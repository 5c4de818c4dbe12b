package dev.galley.domain.aggregate;

import dev.galley.domain.event.EventTopic;

/**
 * An aggregate's event numbers.
 *
 * @param sequence the number of its last event over both topics, 0 before the first
 * @param lastCommitted the number of its last event on the topic of commits, 0 when there is none
 * @param lastLifecycle the number of its last event on the other topic, 0 when there is none
 */
public record EventCounters(long sequence, long lastCommitted, long lastLifecycle) {

  /** Before the first event. */
  public static final EventCounters NONE = new EventCounters(0, 0, 0);

  /** The counters after one more event on that topic. */
  public EventCounters next(EventTopic topic) {
    return switch (topic) {
      case DRAFT_COMMITTED -> new EventCounters(sequence + 1, sequence + 1, lastLifecycle);
      case LIFECYCLE -> new EventCounters(sequence + 1, lastCommitted, sequence + 1);
    };
  }

  /** The number of the last event on that topic, 0 when there is none. */
  public long last(EventTopic topic) {
    return switch (topic) {
      case DRAFT_COMMITTED -> lastCommitted;
      case LIFECYCLE -> lastLifecycle;
    };
  }
}
