package dev.galley.rest.idempotency;

import dev.galley.domain.content.ContentHash;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has requests of one key run one after the other on this server. That spares the others work which
 * the store would refuse; it is the store that lets an effect happen once, on all servers.
 */
final class Turns {
  private final ConcurrentMap<ContentHash, Turn> running = new ConcurrentHashMap<>();
  private final Semaphore places;

  /**
   * @param mostWaiting how many requests may wait for others at the same time
   */
  Turns(int mostWaiting) {
    this.places = new Semaphore(mostWaiting);
  }

  /** The time in which one request runs; {@link #close} ends it. */
  final class Turn implements AutoCloseable {
    private final Attempt attempt;
    private final CountDownLatch over = new CountDownLatch(1);

    private Turn(Attempt attempt) {
      this.attempt = attempt;
    }

    /** Whose it is. */
    Attempt attempt() {
      return attempt;
    }

    /** Waits for its end; false when that does not come in time, or too many wait already. */
    boolean await(Duration atMost) throws InterruptedException {
      if (!places.tryAcquire()) {
        return false;
      }
      try {
        return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        places.release();
      }
    }

    @Override
    public void close() {
      running.remove(attempt.key(), this);
      over.countDown();
    }
  }

  /** The turn of that attempt; that of another one with its key while that runs. */
  Turn take(Attempt attempt) {
    return running.computeIfAbsent(attempt.key(), key -> new Turn(attempt));
  }
}
