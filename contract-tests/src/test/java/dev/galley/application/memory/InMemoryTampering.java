package dev.galley.application.memory;

import dev.galley.contract.Tampering;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.util.TreeMap;

/** A way into the store in memory, which only its own package has. */
public record InMemoryTampering(InMemoryStore store) implements Tampering {

  @Override
  public void replace(AggregateRef aggregate, Revision altered) {
    InMemoryStore.of(store.revisions, aggregate).put(altered.number(), altered);
  }

  @Override
  public void remove(AggregateRef aggregate, long number) {
    store.revisions.getOrDefault(aggregate, new TreeMap<>()).remove(number);
  }

  @Override
  public void alter(TenantId tenant, ContentHash hash, String canonical) {
    store.snapshots.put(
        new InMemoryStore.Hashed(tenant, hash),
        new InMemoryStore.Kept(new Snapshot(hash, canonical), store.clock.instant()));
  }
}
