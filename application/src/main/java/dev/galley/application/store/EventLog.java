package dev.galley.application.store;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.List;

/** The events that saves have written, numbered per aggregate without gaps. */
public interface EventLog {

  /**
   * An aggregate's events in their order.
   *
   * @param after the sequence behind which to begin, 0 for the first
   * @param limit at most so many, 1 to 1,000
   */
  List<Event> of(AggregateRef aggregate, long after, int limit);
}
