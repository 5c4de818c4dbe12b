package dev.galley.bootstrap.event;

import dev.galley.application.agent.CopySignals;
import dev.galley.application.event.EventSignal;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.rest.http.TraceParent;

/**
 * The port as use cases see it: a save is refused when there is no room for it, its events carry
 * the trace of the request, and those who wait for events or follow working copies hear of them.
 */
final class WatchedAggregates extends ForwardingAggregates {
  private final StoreRoom room;
  private final EventSignal signal;
  private final CopySignals copies;

  WatchedAggregates(Aggregates store, StoreRoom room, EventSignal signal, CopySignals copies) {
    super(store);
    this.room = room;
    this.signal = signal;
    this.copies = copies;
  }

  @Override
  public SaveOutcome save(Change change) {
    if (!isWayOut(change.next())) {
      room.require();
    }
    try {
      return super.save(TraceParent.current().map(change::in).orElse(change));
    } finally {
      // Whatever the outcome: one that is unknown may have happened.
      if (!change.events().isEmpty()) {
        signal.raise();
      }
      copies.raise(change);
    }
  }

  /** Deleting and discarding lead out of a full disk. */
  private static boolean isWayOut(Aggregate next) {
    return switch (next) {
      case Tombstone stone -> true;
      case Agent agent -> !agent.exists();
      case WorkingCopy copy -> copy.open().isEmpty();
      default -> false;
    };
  }
}
