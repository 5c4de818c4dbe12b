package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.JournalEntry;
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
 * @param dropped the draft's heads that are not kept any longer
 * @param notes what it adds to journals
 */
public record Transition<A extends Aggregate>(
    A next,
    List<Event> events,
    List<Revision> revisions,
    List<HistoryEntry> entries,
    List<HistoryEntry.Name> dropped,
    List<JournalEntry> notes) {

  public Transition {
    Objects.requireNonNull(next, "next");
    events = List.copyOf(events);
    revisions = List.copyOf(revisions);
    entries = List.copyOf(entries);
    dropped = List.copyOf(dropped);
    notes = List.copyOf(notes);
  }

  /** A decision that drops no head. */
  public Transition(
      A next, List<Event> events, List<Revision> revisions, List<HistoryEntry> entries) {
    this(next, events, revisions, entries, List.of(), List.of());
  }

  /** The same decision with entries for journals. */
  public Transition<A> with(List<JournalEntry> entriesOfJournals) {
    return new Transition<>(next, events, revisions, entries, dropped, entriesOfJournals);
  }

  /** A decision that changes the state and nothing else. */
  public static <A extends Aggregate> Transition<A> to(A next) {
    return new Transition<>(next, List.of(), List.of(), List.of());
  }
}
