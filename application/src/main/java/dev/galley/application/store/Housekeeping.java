package dev.galley.application.store;

import dev.galley.domain.aggregate.AggregateRef;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes away what nothing refers to any more. Each call does a bounded piece of work and can be
 * repeated at any time; ages are measured by the store's own clock.
 */
public interface Housekeeping {

  /**
   * Erases what hangs on deleted aggregates: revisions, history, and the contents of their events,
   * which would hold what was deleted for ever. The events stay, without {@link
   * dev.galley.domain.event.Event#content()}; the hash stays where their data names it.
   *
   * @return how many aggregates were cleaned
   */
  int eraseDeleted(int limit);

  /**
   * Erases what is left of an aggregate's earlier life: revisions, journals and the contents of
   * events up to a time. For aggregates that can be created again under the same id, and therefore
   * never become a tombstone.
   *
   * @param until when that life ended
   */
  void eraseUntil(AggregateRef aggregate, Instant until);

  /**
   * Erases the history of drafts that were committed or discarded.
   *
   * @return how many entries went; fewer than {@code limit} only when none is left
   */
  int eraseEndedDrafts(int limit);

  /**
   * Gives up the contents of old revisions, so that they can be collected. The revisions stay with
   * their hashes, {@linkplain dev.galley.domain.assistant.Revision#pruned pruned}. In a large store
   * one call looks at a part of them, and the next goes on behind it.
   *
   * @param keep how many of the newest revisions of an assistant keep their contents, 1 at least;
   *     others keep them too {@linkplain dev.galley.domain.assistant.Assistant#mayPrune when
   *     something stands on them}
   * @param age how long ago a revision was made at least
   * @return how many revisions gave theirs up
   */
  int pruneRevisions(int keep, Duration age, int limit);

  /**
   * Removes snapshots that nothing refers to and that were put longer than {@code grace} ago. In a
   * large store one call looks at a part of them, and the next goes on behind it.
   *
   * @return how many snapshots went
   */
  int collectSnapshots(Duration grace, int limit);

  /**
   * Removes receipts older than {@code age}.
   *
   * @return how many receipts went
   */
  int forgetReceipts(Duration age, int limit);

  /**
   * Removes events that have a position in the feed and happened longer than {@code age} ago,
   * raises their tenants' horizons, and removes tombstones whose last event is gone.
   *
   * @param publishedOnly whether those that are not published stay, however old
   * @return how many events went
   */
  int forgetEvents(Duration age, boolean publishedOnly, int limit);
}
