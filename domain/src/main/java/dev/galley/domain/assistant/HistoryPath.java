package dev.galley.domain.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The entries of a draft's history that undo and redo walk. Each stands on the revision that its
 * head started from: undoing a rebase makes the draft as outdated as it was, and does not commit an
 * older content over what live has gained.
 *
 * @param spans runs of entries on one base, the oldest first, not overlapping
 */
public record HistoryPath(List<Span> spans) {

  /** How many entries a path has at most that is called straight. */
  private static final int STRAIGHT = 500;

  /**
   * Entries with nothing between them, on one base.
   *
   * @param first the seqNo of the oldest
   * @param last the seqNo of the newest
   * @param base the number of the revision that they stand on
   */
  public record Span(long first, long last, long base) {

    public Span {
      if (first < 1 || last < first || base < 1) {
        throw new IllegalArgumentException(
            "span: "
                + first
                + " to "
                + last
                + " on "
                + base
                + " (expected: 1 or more, the first not behind the last)");
      }
    }

    private long size() {
      return last - first + 1;
    }

    private boolean has(long seqNo) {
      return first <= seqNo && seqNo <= last;
    }
  }

  public HistoryPath {
    spans = List.copyOf(spans);
    long before = 0;
    for (Span span : spans) {
      if (span.first() <= before) {
        throw new IllegalArgumentException(
            "spans: " + spans + " (expected: in order, not overlapping)");
      }
      before = span.last();
    }
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("spans: none (expected: at least one)");
    }
  }

  /**
   * The path of a draft in which nothing was undone and whose base has not moved: the newest 500
   * entries.
   */
  public static HistoryPath straight(long lastSeqNo, long base) {
    return new HistoryPath(
        List.of(new Span(Math.max(1, lastSeqNo - STRAIGHT + 1), lastSeqNo, base)));
  }

  private static long size(List<Span> spans) {
    return spans.stream().mapToLong(Span::size).sum();
  }

  /** How many entries there are. */
  public int size() {
    return (int) size(spans);
  }

  /** The entries' seqNos, the newest first. */
  public LongStream newestFirst() {
    return spans.reversed().stream()
        .flatMapToLong(
            span -> LongStream.rangeClosed(0, span.size() - 1).map(i -> span.last() - i));
  }

  /** Whether the entry can be reached. */
  public boolean has(long seqNo) {
    return spans.stream().anyMatch(span -> span.has(seqNo));
  }

  /** The entry before this one. */
  public OptionalLong before(long seqNo) {
    return spans.stream()
        .filter(span -> span.first() < seqNo)
        .mapToLong(span -> Math.min(span.last(), seqNo - 1))
        .max();
  }

  /** The entry behind this one. */
  public OptionalLong after(long seqNo) {
    return spans.stream()
        .filter(span -> span.last() > seqNo)
        .mapToLong(span -> Math.max(span.first(), seqNo + 1))
        .min();
  }

  /** The number of the revision that an entry of this path stands on. */
  public long baseOf(long seqNo) {
    return spans.stream()
        .filter(span -> span.has(seqNo))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("seqNo: " + seqNo + " (expected: on the path)"))
        .base();
  }

  /** Whether one of the entries stands on that revision. */
  boolean standsOn(long revision) {
    return spans.stream().anyMatch(span -> span.base() == revision);
  }

  /** This path up to an entry, and a new entry behind that. */
  HistoryPath then(long cursor, long seqNo, long base) {
    List<Span> next = new ArrayList<>();
    for (Span span : spans) {
      if (span.first() <= cursor) {
        next.add(new Span(span.first(), Math.min(span.last(), cursor), span.base()));
      }
    }
    add(next, new Span(seqNo, seqNo, base));
    return new HistoryPath(next);
  }

  /** This path with one of its entries on another base. */
  HistoryPath rebased(long seqNo, long base) {
    List<Span> next = new ArrayList<>();
    for (Span span : spans) {
      if (!span.has(seqNo)) {
        add(next, span);
        continue;
      }
      if (span.first() < seqNo) {
        add(next, new Span(span.first(), seqNo - 1, span.base()));
      }
      add(next, new Span(seqNo, seqNo, base));
      if (seqNo < span.last()) {
        add(next, new Span(seqNo + 1, span.last(), span.base()));
      }
    }
    return new HistoryPath(next);
  }

  /** This path without one of its entries, if it is one; another one has to be left. */
  HistoryPath without(long seqNo) {
    List<Span> next = new ArrayList<>();
    for (Span span : spans) {
      if (!span.has(seqNo)) {
        next.add(span);
        continue;
      }
      if (span.first() < seqNo) {
        next.add(new Span(span.first(), seqNo - 1, span.base()));
      }
      if (seqNo < span.last()) {
        next.add(new Span(seqNo + 1, span.last(), span.base()));
      }
    }
    return new HistoryPath(next);
  }

  private static void add(List<Span> spans, Span more) {
    if (!spans.isEmpty()
        && spans.getLast().last() + 1 == more.first()
        && spans.getLast().base() == more.base()) {
      more = new Span(spans.removeLast().first(), more.last(), more.base());
    }
    spans.add(more);
  }
}
