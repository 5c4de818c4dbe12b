package dev.galley.application.event;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.aggregate.AggregateRef;

/** Lets the events of a parked aggregate be published again, from the one that it is parked for. */
public final class ReplayParked {
  private final Outbox outbox;
  private final EventSignal signal;

  /**
   * @param signal raised when there is something to publish again
   */
  public ReplayParked(Outbox outbox, EventSignal signal) {
    this.outbox = outbox;
    this.signal = signal;
  }

  /** What it was parked for. */
  public Outcome<Parked> handle(AggregateRef aggregate) {
    return outbox
        .replay(aggregate)
        .map(parked -> {
          signal.raise();
          return Outcome.done(parked);
        })
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("parked aggregate")));
  }
}
