package dev.galley.jdbc.embedded;

import java.time.Duration;

/** A point on the monotonic clock after which waiting ends. */
record Deadline(long nanoTime) {

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  static Deadline never() {
    return new Deadline(System.nanoTime() + Long.MAX_VALUE / 2);
  }

  boolean hasPassed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /** What is left, never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** The earlier one of this deadline and a duration from now. */
  Deadline atMost(Duration duration) {
    return left().compareTo(duration) < 0 ? this : in(duration);
  }
}
