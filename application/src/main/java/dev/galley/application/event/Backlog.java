package dev.galley.application.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is still to be published.
 *
 * @param pending unpublished events, those of parked aggregates included; counted up to {@link
 *     #COUNTED}
 * @param oldest when the oldest of those that are not parked happened
 * @param parked aggregates; counted up to {@link #COUNTED}
 */
public record Backlog(long pending, Optional<Instant> oldest, long parked) {
  /** Where counting stops. */
  public static final long COUNTED = 1_000_000;

  public Backlog {
    Objects.requireNonNull(oldest, "oldest");
  }

  /**
   * How long the oldest event that is not parked waits, zero without any. The clock of the server
   * that made it may go ahead of this one's.
   */
  public Duration waiting(Instant now) {
    return oldest
        .map(at -> Duration.between(at, now))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
