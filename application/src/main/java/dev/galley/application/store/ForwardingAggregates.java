package dev.galley.application.store;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A store behind another one; whoever extends this says only what he does otherwise. */
public abstract class ForwardingAggregates implements Aggregates {
  private final Aggregates store;

  protected ForwardingAggregates(Aggregates store) {
    this.store = Objects.requireNonNull(store, "store");
  }

  @Override
  public Optional<Living> find(AggregateRef ref) {
    return store.find(ref);
  }

  @Override
  public Optional<Living> named(TenantId tenant, String name) {
    return store.named(tenant, name);
  }

  @Override
  public List<Living> listed(TenantId tenant, String key, String after, int limit) {
    return store.listed(tenant, key, after, limit);
  }

  @Override
  public int count(TenantId tenant, String key, int most) {
    return store.count(tenant, key, most);
  }

  @Override
  public List<Found> everywhere(String key, Place after, int limit) {
    return store.everywhere(key, after, limit);
  }

  @Override
  public SaveOutcome save(Change change) {
    return store.save(change);
  }

  @Override
  public boolean happened(AggregateRef aggregate, ChangeId change) {
    return store.happened(aggregate, change);
  }
}
