package dev.galley.application.store;

import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that one save does. All of it happens, or nothing.
 *
 * @param id names the save; the new state and its revisions carry it
 * @param next the new state of the deciding aggregate; a tombstone deletes it
 * @param readVersion the version at which the deciding aggregate was read, 0 for a new one
 * @param events numbered on without a gap from the state that was read
 * @param snapshots the contents that {@code next} refers to and that the state which was read did
 *     not
 * @param revisions the revisions that the save makes
 * @param entries the heads of the draft that the save makes
 * @param dropped heads of the draft that are not kept any longer; they may be seen for a while
 * @param notes what the save adds to the aggregate's journals
 * @param name the name that it claims or gives up
 * @param receipt set when the caller sent an idempotency key
 * @param follower a second aggregate that it uses up
 * @param near a content of the same tenant that {@code snapshots} resemble, if one is known; a
 *     store may keep them as what they differ by. It need not be there
 */
public record Change(
    ChangeId id,
    Aggregate next,
    long readVersion,
    List<Event> events,
    List<Snapshot> snapshots,
    List<Revision> revisions,
    List<HistoryEntry> entries,
    List<HistoryEntry.Name> dropped,
    List<JournalEntry> notes,
    NameChange name,
    Optional<Receipt> receipt,
    Optional<Follower> follower,
    Optional<ContentHash> near) {

  public Change {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(next, "next");
    events = List.copyOf(events);
    snapshots = List.copyOf(snapshots);
    revisions = List.copyOf(revisions);
    entries = List.copyOf(entries);
    dropped = List.copyOf(dropped);
    notes = List.copyOf(notes);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(receipt, "receipt");
    Objects.requireNonNull(follower, "follower");
    Objects.requireNonNull(near, "near");
    if (next.version() != readVersion + 1) {
      throw new IllegalArgumentException(
          "next: version " + next.version() + " (expected: " + (readVersion + 1) + ")");
    }
    if (!next.recentChanges().contains(id)) {
      throw new IllegalArgumentException("next: does not carry the id of its change");
    }
    long sequence = next.sequence() - events.size();
    for (Event event : events) {
      if (event.sequence() != ++sequence || !event.aggregate().equals(next.ref())) {
        throw new IllegalArgumentException(
            "events: " + event.sequence() + " (expected: " + sequence + " of " + next.ref() + ")");
      }
    }
  }

  /** The save of a decision of the domain, with nothing beside it. */
  public static Change of(ChangeId id, Transition<? extends Aggregate> decided) {
    return new Change(
        id,
        decided.next(),
        decided.next().version() - 1,
        decided.events(),
        List.of(),
        decided.revisions(),
        decided.entries(),
        decided.dropped(),
        decided.notes(),
        new NameChange.Keep(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** This change with new contents. */
  public Change with(Snapshot... contents) {
    return copy(events, List.of(contents), name, receipt, follower, near);
  }

  /** This change with a name claimed or given up. */
  public Change with(NameChange other) {
    return copy(events, snapshots, other, receipt, follower, near);
  }

  /** This change with a receipt. */
  public Change with(Receipt proof) {
    return copy(events, snapshots, name, Optional.of(proof), follower, near);
  }

  /** This change with its events made in that trace. */
  public Change in(String trace) {
    return copy(
        events.stream().map(event -> event.in(trace)).toList(),
        snapshots,
        name,
        receipt,
        follower,
        near);
  }

  /** This change with an aggregate that it uses up. */
  public Change using(Follower other) {
    return copy(events, snapshots, name, receipt, Optional.of(other), near);
  }

  /** This change with a content that its new ones resemble, such as the one that they replace. */
  public Change near(ContentHash content) {
    return copy(events, snapshots, name, receipt, follower, Optional.of(content));
  }

  private Change copy(
      List<Event> told,
      List<Snapshot> contents,
      NameChange called,
      Optional<Receipt> proof,
      Optional<Follower> used,
      Optional<ContentHash> resembled) {
    return new Change(
        id,
        next,
        readVersion,
        told,
        contents,
        revisions,
        entries,
        dropped,
        notes,
        called,
        proof,
        used,
        resembled);
  }
}
