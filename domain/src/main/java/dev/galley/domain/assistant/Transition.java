package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.event.Event;
import java.util.List;
import java.util.Objects;

/**
 * A decision of the domain that has to be saved as one.
 *
 * @param next the new state
 * @param events what the world is told, numbered on from the state before
 * @param revisions the revisions that it makes
 * @param entries the draft's heads that it makes
 */
public record Transition<A extends Aggregate>(
    A next, List<Event> events, List<Revision> revisions, List<HistoryEntry> entries) {

  public Transition {
    Objects.requireNonNull(next, "next");
    events = List.copyOf(events);
    revisions = List.copyOf(revisions);
    entries = List.copyOf(entries);
  }

  static <A extends Aggregate> Transition<A> to(A next) {
    return new Transition<>(next, List.of(), List.of(), List.of());
  }
}
