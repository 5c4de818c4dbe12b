package dev.galley.plugins.host;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something to become true. */
final class Waiting {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Waiting() {}

  static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within " + LONGEST);
      }
      Thread.sleep(10);
    }
  }
}
