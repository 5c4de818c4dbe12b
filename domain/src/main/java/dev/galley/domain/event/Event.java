package dev.galley.domain.event;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.EventCounters;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened to an aggregate, as it is told to the world.
 *
 * @param sequence 1, 2, 3... within the aggregate, over both topics, without gaps
 * @param previous the sequence of the aggregate's event before it on the same topic, 0 when there
 *     is none
 * @param data the payload without the content, never a secret
 * @param content the content that is live after it; readers add it to the payload when it is small
 * @param traceparent the trace that it was made in (W3C Trace Context), at most 200 characters
 */
public record Event(
    AggregateRef aggregate,
    long sequence,
    long previous,
    EventType type,
    Stamp stamp,
    JsonObject data,
    Optional<ContentHash> content,
    Optional<String> traceparent) {

  public Event {
    Objects.requireNonNull(aggregate, "aggregate");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(traceparent, "traceparent");
    if (sequence < 1 || previous < 0 || previous >= sequence) {
      throw new IllegalArgumentException(
          "sequence: " + sequence + " after " + previous + " (expected: 1 or more, rising)");
    }
  }

  /** The event that follows what the counters have counted. */
  public static Event following(
      EventCounters counters,
      AggregateRef aggregate,
      EventType type,
      Stamp stamp,
      JsonObject data,
      Optional<ContentHash> content) {
    return new Event(
        aggregate,
        counters.sequence() + 1,
        counters.last(type.topic()),
        type,
        stamp,
        data,
        content,
        Optional.empty());
  }

  /** This event, made in that trace. */
  public Event in(String trace) {
    return new Event(aggregate, sequence, previous, type, stamp, data, content, Optional.of(trace));
  }

  /** This event after its content was erased. */
  public Event withoutContent() {
    return new Event(
        aggregate, sequence, previous, type, stamp, data, Optional.empty(), traceparent);
  }

  /** The same for the same aggregate and sequence, whenever and wherever it is made (UUIDv5). */
  public UUID id() {
    return EventIds.of(aggregate, sequence);
  }
}
