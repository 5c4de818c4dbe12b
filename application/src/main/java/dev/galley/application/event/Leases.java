package dev.galley.application.event;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leases without clocks. A holder raises the beat; a contender that has seen no new beat for a
 * whole lease time on his own monotonic clock takes the lease by a compare-and-set that raises the
 * term. All reads see what was acknowledged before them.
 */
public interface Leases {

  /**
   * Every lease whose name begins like this, that somebody has ever taken and nobody has removed;
   * in the order of their names.
   */
  List<Lease> all(String prefix);

  /**
   * Takes a lease: the compare-and-set.
   *
   * @param seen the state that the contender has looked at; empty for a lease that was not there
   * @param holder who wants it, not empty
   * @return the lease with the next term, 1 for the first, and beat 0; empty when the state is no
   *     longer the one seen
   */
  Optional<Lease> take(String name, Optional<Lease> seen, String holder);

  /**
   * Raises the beats of leases that are still held under the same term by the same holder.
   *
   * @return the names of those
   */
  Set<String> beat(Collection<Lease> held);

  /** Gives a lease back, if it is still held: it keeps its term and has no holder. */
  void release(Lease held);

  /** Removes a lease, if its term and beat are still those. Only for names that never come back. */
  void remove(Lease seen);
}
