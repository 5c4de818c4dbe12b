package dev.galley.application.event;

import dev.galley.domain.aggregate.AggregateRef;
import java.time.Instant;
import java.util.Objects;

/**
 * An aggregate whose events are not published because one of them can't be.
 *
 * @param sequence the event's
 * @param reason why, without any content, at most 1,000 characters
 * @param at when it was parked, milliseconds
 */
public record Parked(AggregateRef aggregate, long sequence, String reason, Instant at) {
  private static final int MAX_REASON = 1_000;

  public Parked {
    Objects.requireNonNull(aggregate, "aggregate");
    Objects.requireNonNull(at, "at");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence: " + sequence + " (expected: 1 or more)");
    }
    if (reason.length() > MAX_REASON) {
      reason = reason.substring(0, MAX_REASON);
    }
  }
}
