package dev.galley.domain.aggregate;

import java.util.Objects;

/**
 * What is left of a deleted aggregate: enough to number its events on and to know what to erase.
 *
 * @param events the counters of its events, the deletion's included
 * @param lastRevision the number of its last revision
 * @param deleted when and by whom
 */
public record Tombstone(
    AggregateRef ref,
    long version,
    EventCounters events,
    long lastRevision,
    Stamp deleted,
    RecentChanges recentChanges)
    implements Aggregate {

  public Tombstone {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(deleted, "deleted");
    Objects.requireNonNull(recentChanges, "recentChanges");
  }

  @Override
  public long sequence() {
    return events.sequence();
  }
}
