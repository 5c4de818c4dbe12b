package dev.galley.application.event;

import dev.galley.domain.access.TenantId;

/**
 * The log as one sequence of positions 1, 2, 3... over all tenants. An event gets its position some
 * time after it has become visible; from then on nothing can appear before it.
 */
public interface EventFeed {
  /** The lease of the one worker that gives positions. */
  String LEASE = "feed/positions";

  /**
   * Gives the next positions to visible events that have none, per aggregate in the order of their
   * sequence.
   *
   * @param limit at most so many, 1 to 1,000
   * @return how many got one
   * @throws LeaseLost when the lease is not held any more; none got one then
   */
  int place(Lease lease, int limit);

  /**
   * A tenant's events behind a position.
   *
   * @param after 0 for the beginning
   * @param limit at most so many, 1 to 1,000
   */
  FeedPage after(TenantId tenant, long after, int limit);

  /** The highest position that any event of this tenant has or had; 0 when there was none. */
  long last(TenantId tenant);
}
