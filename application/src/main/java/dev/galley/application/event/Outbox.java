package dev.galley.application.event;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The events of the log that are still to be published. Every write names the lease on its slot,
 * and is refused with {@link LeaseLost} when the lease has a newer term or another holder; the
 * store compares and writes in one atomic step.
 */
public interface Outbox {

  /**
   * Copies events which saves have left inside their aggregates into the log; a second copy of the
   * same event is none. Stores whose saves write the log itself have nothing to do.
   *
   * @param leases on the slots whose aggregates are looked at
   * @param limit about so many events, 1 to 1,000: what one aggregate holds is copied at once
   * @return how many were copied
   * @throws LeaseLost for the first of the leases that is not held any more; none was copied then
   */
  int gather(Collection<Lease> leases, int limit);

  /**
   * Unpublished events of aggregates in these slots that are not parked, about oldest first. Of
   * each aggregate they are a run without gaps that begins with its first unpublished one.
   *
   * @param without aggregates to leave out this time, at most 10,000
   * @param limit at most so many, 1 to 1,000
   */
  List<Event> pending(Collection<Slot> slots, Collection<AggregateRef> without, int limit);

  /** The same with no aggregate left out. */
  default List<Event> pending(Collection<Slot> slots, int limit) {
    return pending(slots, List.of(), limit);
  }

  /**
   * Marks events of the lease's slot as published, which may be done twice.
   *
   * @throws LeaseLost when the lease is not held any more; none is marked then
   */
  void published(Lease lease, Collection<Event> events);

  /**
   * Parks an aggregate of the lease's slot: its events are not pending until it is replayed. An
   * aggregate that is parked already stays as it is.
   *
   * @throws LeaseLost when the lease is not held any more
   */
  void park(Lease lease, Parked parked);

  /**
   * What is parked, in the order of the aggregates' keys.
   *
   * @param after the key behind which to begin, empty for the first
   * @param limit at most so many, 1 to 1,000
   */
  List<Parked> parked(String after, int limit);

  /**
   * Takes an aggregate out of the park: its events are pending again, in their order.
   *
   * @return what it was parked for; empty when it was not
   */
  Optional<Parked> replay(AggregateRef aggregate);

  /** How much there is to publish. */
  Backlog backlog();
}
