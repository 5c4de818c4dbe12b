package dev.galley.bootstrap.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, for as long as a slow and busy machine may need. */
final class Waiting {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Waiting() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within " + LONGEST);
      }
      Thread.sleep(25);
    }
  }
}
