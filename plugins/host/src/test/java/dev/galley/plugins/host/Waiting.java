package dev.galley.plugins.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something to become true. */
final class Waiting {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Waiting() {}

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within " + LONGEST);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
