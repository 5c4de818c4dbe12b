package dev.galley.mongo;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/** Aggregates with a lock that is held while one is saved. */
record HeldAggregates(Aggregates aggregates, Lock lock) implements Aggregates {

  @Override
  public Optional<Living> find(AggregateRef ref) {
    return aggregates.find(ref);
  }

  @Override
  public Optional<Living> named(TenantId tenant, String name) {
    return aggregates.named(tenant, name);
  }

  @Override
  public List<Living> listed(TenantId tenant, String key, String after, int limit) {
    return aggregates.listed(tenant, key, after, limit);
  }

  @Override
  public int count(TenantId tenant, String key, int most) {
    return aggregates.count(tenant, key, most);
  }

  @Override
  public List<Found> everywhere(String key, Place after, int limit) {
    return aggregates.everywhere(key, after, limit);
  }

  @Override
  public SaveOutcome save(Change change) {
    lock.lock();
    try {
      return aggregates.save(change);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean happened(AggregateRef aggregate, ChangeId change) {
    return aggregates.happened(aggregate, change);
  }
}
