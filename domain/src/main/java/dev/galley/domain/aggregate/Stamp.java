package dev.galley.domain.aggregate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * When something happened and who did it.
 *
 * @param at cut to milliseconds, as they are shown
 * @param by the user's id
 */
public record Stamp(Instant at, String by) {

  public Stamp {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    Objects.requireNonNull(by, "by");
  }

  /**
   * This stamp, moved behind an earlier one of the same aggregate if it is not later by itself:
   * times within an aggregate only rise, whatever the clocks of several servers say.
   */
  public Stamp after(Instant earlier) {
    return at.isAfter(earlier) ? this : new Stamp(earlier.plusMillis(1), by);
  }
}
