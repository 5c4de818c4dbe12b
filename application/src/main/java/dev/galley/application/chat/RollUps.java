package dev.galley.application.chat;

import dev.galley.application.support.Contended;
import dev.galley.domain.aggregate.AggregateRef;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets those who add to the same figures do so one after the other, in the order in which they
 * came. The save is guarded all the same: this only keeps the writers of one process from
 * overtaking each other again and again.
 */
public final class RollUps {
  private static final int TURNS = 256;

  private final ReentrantLock[] turns = new ReentrantLock[TURNS];
  private final Duration longest;

  /**
   * Turns.
   *
   * @param longest how long somebody waits for his
   */
  public RollUps(Duration longest) {
    this.longest = longest;
    for (int i = 0; i < TURNS; i++) {
      turns[i] = new ReentrantLock(true);
    }
  }

  /**
   * Does the work when it is its turn.
   *
   * @throws Contended when that did not come in time
   */
  <T> T inTurn(AggregateRef figures, Supplier<T> work) {
    ReentrantLock turn = turns[Math.floorMod(figures.hashCode(), TURNS)];
    await(turn);
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  private void await(ReentrantLock turn) {
    try {
      if (turn.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Contended();
  }
}
