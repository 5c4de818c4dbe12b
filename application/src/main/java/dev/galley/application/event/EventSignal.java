package dev.galley.application.event;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes whoever waits for events within this process. It carries nothing, and what other processes
 * do raises it not: who waits also looks by himself from time to time.
 */
public final class EventSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private long count;

  /** How often it has been raised. Ask before looking for events, then wait for the next one. */
  public long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all who wait. */
  public void raise() {
    lock.lock();
    try {
      count++;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it has been raised since.
   *
   * @param seen the count when the caller began to look; another one now ends the wait at once
   * @param atMost how long to wait
   * @return the count now, the same as {@code seen} when the time is over
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public long await(long seen, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (count == seen && left > 0) {
        left = raised.awaitNanos(left);
      }
      return count;
    } finally {
      lock.unlock();
    }
  }
}
