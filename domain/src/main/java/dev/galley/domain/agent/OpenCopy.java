package dev.galley.domain.agent;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.content.ContentHash;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a working copy holds while it is open.
 *
 * @param draft names its history; another one each time that it is opened
 * @param baseContent the content of the revision that it started from
 * @param head its current content
 * @param cursor the entry that is the head
 * @param path the entries that undo and redo walk; one of them is the head
 * @param kept all entries that can still be read and restored, those of the path included
 * @param marks what is noted about entries; at most {@value EntryMark#MOST}
 * @param writes the last changes, the newest last; at least one, at most {@value #WRITES}
 */
public record OpenCopy(
    UUID draft,
    ContentHash baseContent,
    ContentHash head,
    HistoryCursor cursor,
    SeqNos path,
    SeqNos kept,
    SortedMap<SeqNo, EntryMark> marks,
    Stamp opened,
    List<CopyWrite> writes) {

  /** How many of the last changes are kept, for clients that look from time to time. */
  public static final int WRITES = 16;

  public OpenCopy {
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(baseContent, "baseContent");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(cursor, "cursor");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kept, "kept");
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    Objects.requireNonNull(opened, "opened");
    writes = List.copyOf(writes.subList(Math.max(0, writes.size() - WRITES), writes.size()));
    if (!path.has(cursor.entry()) || !kept.has(cursor.entry())) {
      throw new IllegalArgumentException(
          "cursor: " + cursor.entry().value() + " (expected: on the path, and kept)");
    }
    if (writes.isEmpty()) {
      throw new IllegalArgumentException("writes: none (expected: at least one)");
    }
  }

  /** Whether there is an entry to undo to. */
  public boolean canUndo() {
    return path.before(cursor.entry()).isPresent();
  }

  /** Whether there is an entry to redo to. */
  public boolean canRedo() {
    return path.after(cursor.entry()).isPresent();
  }

  /** The last change. */
  public CopyWrite lastWrite() {
    return writes.getLast();
  }

  /** What is noted about an entry. */
  public EntryMark mark(SeqNo entry) {
    return marks.getOrDefault(entry, EntryMark.NONE);
  }

  HistoryEntry entry(SeqNo seqNo, ContentHash content, Stamp stamp) {
    return new HistoryEntry(draft, seqNo.value(), content, stamp);
  }
}
