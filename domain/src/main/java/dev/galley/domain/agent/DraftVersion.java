package dev.galley.domain.agent;

import dev.galley.domain.assistant.SeqNo;

/**
 * The token of concurrency of a working copy: rises by one with every change of head or cursor, and
 * with nothing else. Neither a {@link SeqNo} nor a {@link HistoryCursor}.
 *
 * @param value 0 before the first
 */
public record DraftVersion(long value) {

  /** Before the first change. */
  public static final DraftVersion NONE = new DraftVersion(0);

  public DraftVersion {
    if (value < 0) {
      throw new IllegalArgumentException("value: " + value + " (expected: 0 or more)");
    }
  }

  /** The version after one more change. */
  public DraftVersion next() {
    return new DraftVersion(value + 1);
  }

  /** The later one of two. */
  public DraftVersion or(DraftVersion other) {
    return value >= other.value ? this : other;
  }
}
