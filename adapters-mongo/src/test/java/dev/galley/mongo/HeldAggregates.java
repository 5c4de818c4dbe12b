package dev.galley.mongo;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.SaveOutcome;
import java.util.concurrent.locks.Lock;

/** Aggregates with a lock that is held while one is saved. */
final class HeldAggregates extends ForwardingAggregates {
  private final Lock lock;

  HeldAggregates(Aggregates aggregates, Lock lock) {
    super(aggregates);
    this.lock = lock;
  }

  @Override
  public SaveOutcome save(Change change) {
    lock.lock();
    try {
      return super.save(change);
    } finally {
      lock.unlock();
    }
  }
}
