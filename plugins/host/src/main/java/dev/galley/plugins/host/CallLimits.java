package dev.galley.plugins.host;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a plugin may take.
 *
 * @param timeout for one call
 * @param start for loading, starting and stopping it
 * @param atOnce how many calls at once
 * @param patience how long a call waits for others to end
 * @param window how many of the last calls are looked at
 * @param atLeast how many there must be before it can be suspended
 * @param pause for how long it is suspended when half of them have failed
 */
public record CallLimits(
    Duration timeout,
    Duration start,
    int atOnce,
    Duration patience,
    int window,
    int atLeast,
    Duration pause) {

  /** What is good for most. */
  public static final CallLimits DEFAULT =
      new CallLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          4,
          Duration.ofMillis(200),
          10,
          3,
          Duration.ofSeconds(30));

  public CallLimits {
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(pause, "pause");
  }
}
