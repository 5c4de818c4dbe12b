package dev.galley.bootstrap;

import dev.galley.application.support.Patience;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits up to 1, 2, 4... milliseconds, at most {@value #MOST_MILLIS}, so that writers spread out.
 */
final class Jitter implements Patience {
  private static final int MOST_MILLIS = 100;

  @Override
  public void pause(int attempt) {
    long most = Math.min(MOST_MILLIS, 1L << Math.min(attempt, 20));
    try {
      Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(most * 1_000_000)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for another writer", e);
    }
  }
}
