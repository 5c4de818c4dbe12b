package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A change of an assistant in the making.
 *
 * @param id an id of its own, different from that of the assistant and of its earlier drafts
 * @param base the number of the revision that it started from
 * @param baseContent that revision's content
 * @param head its current content
 * @param seqNo the history entry that is the head: the cursor that undo and redo move
 * @param lastSeqNo the newest history entry, be it out of reach by now
 * @param path the history entries that undo and redo reach
 * @param kept all history entries that can still be read, those of the path included
 * @param marks what is noted about entries, by their seqNo; at most {@value EntryMark#MOST}
 * @param token what its commit will do to the token
 * @param restored the content that the last restore of a revision has put into it
 * @param writes its last changes, the newest last; at least one, at most {@value #WRITES}
 */
public record Draft(
    UUID id,
    long base,
    ContentHash baseContent,
    ContentHash head,
    long seqNo,
    long lastSeqNo,
    HistoryPath path,
    SeqNos kept,
    SortedMap<Long, EntryMark> marks,
    TokenChange token,
    Optional<ContentHash> restored,
    Stamp opened,
    Stamp updated,
    List<DraftWrite> writes) {

  /** How many of the last changes are kept, for clients that look from time to time. */
  public static final int WRITES = 8;

  /**
   * The fewest entries for which a retention is to be set: so many more than can have a mark that
   * the steps of a day can be undone.
   */
  public static final int MIN_RETENTION = 2 * EntryMark.MOST;

  /** The most entries that are kept, whatever is set. */
  public static final int MAX_RETENTION = 1_000;

  /** How many heads one change drops at most, so that a save stays small; the next goes on. */
  static final int DROPPED_AT_ONCE = 100;

  public Draft {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(baseContent, "baseContent");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kept, "kept");
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(restored, "restored");
    Objects.requireNonNull(opened, "opened");
    Objects.requireNonNull(updated, "updated");
    writes = List.copyOf(writes.subList(Math.max(0, writes.size() - WRITES), writes.size()));
    if (writes.isEmpty()) {
      throw new IllegalArgumentException("writes: none (expected: at least one)");
    }
    if (marks.size() > EntryMark.MOST) {
      throw new IllegalArgumentException(
          "marks: " + marks.size() + " (expected: at most " + EntryMark.MOST + ")");
    }
    if (!kept.has(new SeqNo(seqNo))) {
      throw new IllegalArgumentException(
          "kept: " + kept + " (expected: with entry " + seqNo + ", which is the head)");
    }
    if (!path.has(seqNo) || path.baseOf(seqNo) != base) {
      throw new IllegalArgumentException(
          "path: " + path + " (expected: with entry " + seqNo + " on base " + base + ")");
    }
  }

  /**
   * What a draft's head is a change of.
   *
   * @param revision its number
   * @param content its content
   */
  public record Base(long revision, ContentHash content) {

    public Base {
      Objects.requireNonNull(content, "content");
    }

    /** What is live. */
    public static Base of(Live live) {
      return new Base(live.revision(), live.content());
    }

    /** What was live. */
    public static Base of(Revision revision) {
      return new Base(revision.number(), revision.content());
    }
  }

  static Draft open(UUID id, ContentHash head, Base base, Stamp stamp) {
    return new Draft(
        id,
        base.revision(),
        base.content(),
        head,
        1,
        1,
        HistoryPath.straight(1, base.revision()),
        SeqNos.NONE.plus(new SeqNo(1)),
        new TreeMap<>(),
        new TokenChange.Keep(),
        Optional.empty(),
        stamp,
        stamp,
        List.of(new DraftWrite(1, DraftWrite.Kind.CREATED, Optional.empty(), stamp)));
  }

  HistoryEntry entry() {
    return new HistoryEntry(id, seqNo, head, updated);
  }

  Draft edited(ContentHash content, TokenChange change, Stamp stamp) {
    Draft next = become(content, new Base(base, baseContent), stamp);
    return new Draft(
        id,
        base,
        baseContent,
        next.head,
        next.seqNo,
        next.lastSeqNo,
        next.path,
        next.kept,
        marks,
        token.then(change),
        restored,
        opened,
        stamp,
        writes);
  }

  /** This draft going on with that head on that base: a new entry when the head is another one. */
  Draft become(ContentHash content, Base other, Stamp stamp) {
    boolean same = content.equals(head);
    long next = same ? seqNo : lastSeqNo + 1;
    return new Draft(
        id,
        other.revision(),
        other.content(),
        content,
        next,
        Math.max(lastSeqNo, next),
        same ? path.rebased(seqNo, other.revision()) : path.then(seqNo, next, other.revision()),
        same ? kept : kept.plus(new SeqNo(next)),
        marks,
        token,
        restored,
        opened,
        stamp,
        writes);
  }

  /** This draft with its cursor on another entry of its path. */
  Draft movedTo(HistoryEntry entry, Base other, Stamp stamp) {
    return new Draft(
        id,
        other.revision(),
        other.content(),
        entry.content(),
        entry.seqNo(),
        lastSeqNo,
        path,
        kept,
        marks,
        token,
        restored,
        opened,
        stamp,
        writes);
  }

  /** This draft, remembering that a restore of a revision has put its head there. */
  Draft rememberingRestore() {
    return new Draft(
        id,
        base,
        baseContent,
        head,
        seqNo,
        lastSeqNo,
        path,
        kept,
        marks,
        token,
        Optional.of(head),
        opened,
        updated,
        writes);
  }

  /** The last change. */
  public DraftWrite lastWrite() {
    return writes.getLast();
  }

  /** This draft after one more change. */
  Draft writing(DraftWrite.Kind kind, Stamp stamp) {
    List<DraftWrite> more = new ArrayList<>(writes);
    more.add(lastWrite().then(kind, stamp));
    return withWrites(more);
  }

  /** This draft with its last change made by that client. */
  Draft writtenFrom(Optional<String> client) {
    List<DraftWrite> named = new ArrayList<>(writes);
    named.set(named.size() - 1, lastWrite().from(client));
    return withWrites(named);
  }

  private Draft withWrites(List<DraftWrite> others) {
    return new Draft(
        id,
        base,
        baseContent,
        head,
        seqNo,
        lastSeqNo,
        path,
        kept,
        marks,
        token,
        restored,
        opened,
        updated,
        others);
  }

  /** How the revision comes to be that a commit of its head makes. */
  RevisionKind kindOfCommit() {
    return restored.equals(Optional.of(head)) ? RevisionKind.RESTORE : RevisionKind.COMMIT;
  }

  /** Whether its head, or one that undo and redo reach, is a change of that revision. */
  boolean standsOn(long revision) {
    return base == revision || path.standsOn(revision);
  }

  /** Whether that entry can still be read. */
  public boolean keeps(long entry) {
    return kept.has(new SeqNo(entry));
  }

  /**
   * This draft with no more entries than that, the oldest gone first; those that have a mark, and
   * the head's, stay in any case.
   */
  Draft retaining(int retention) {
    SeqNos left = kept;
    HistoryPath walked = path;
    for (int i = 0; i < DROPPED_AT_ONCE && left.size() > retention; i++) {
      Optional<SeqNo> oldest = left.oldest(this::mayGo);
      if (oldest.isEmpty()) {
        break;
      }
      left = left.minus(oldest.get());
      walked = walked.without(oldest.get().value());
    }
    return new Draft(
        id,
        base,
        baseContent,
        head,
        seqNo,
        lastSeqNo,
        walked,
        left,
        marks,
        token,
        restored,
        opened,
        updated,
        writes);
  }

  private boolean mayGo(SeqNo entry) {
    return entry.value() != seqNo && !marks.containsKey(entry.value());
  }

  /** The entries that it keeps and a later state of it does not. */
  List<HistoryEntry.Name> dropped(Draft later) {
    return kept.oldestFirst()
        .filter(entry -> !later.kept.has(entry))
        .map(entry -> new HistoryEntry.Name(id, entry.value()))
        .toList();
  }

  /** What is noted about an entry. */
  public EntryMark mark(long seqNo) {
    return marks.getOrDefault(seqNo, EntryMark.NONE);
  }

  /** This draft with something else noted about an entry; when it was changed stays. */
  Draft marked(long entry, EntryMark mark) {
    SortedMap<Long, EntryMark> others = new TreeMap<>(marks);
    if (mark.equals(EntryMark.NONE)) {
      others.remove(entry);
    } else {
      others.put(entry, mark);
    }
    return new Draft(
        id,
        base,
        baseContent,
        head,
        seqNo,
        lastSeqNo,
        path,
        kept,
        others,
        token,
        restored,
        opened,
        updated,
        writes);
  }
}
