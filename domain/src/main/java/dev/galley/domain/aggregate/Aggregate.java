package dev.galley.domain.aggregate;

/** The state of something that is saved as one: read at a version, saved as the next. */
public interface Aggregate {

  /** Its name. */
  AggregateRef ref();

  /** 1 for the first state, one more with each save. */
  long version();

  /** The number of its last event, 0 before the first. */
  long sequence();

  /** Its last saves. */
  RecentChanges recentChanges();
}
