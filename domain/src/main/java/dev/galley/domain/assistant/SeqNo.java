package dev.galley.domain.assistant;

/**
 * The name of one entry of a draft's history; never given twice.
 *
 * @param value 0 before the first
 */
public record SeqNo(long value) implements Comparable<SeqNo> {

  /** Before the first entry. */
  public static final SeqNo NONE = new SeqNo(0);

  public SeqNo {
    if (value < 0) {
      throw new IllegalArgumentException("value: " + value + " (expected: 0 or more)");
    }
  }

  /** The name of the entry behind this one. */
  public SeqNo next() {
    return new SeqNo(value + 1);
  }

  /** The later one of two. */
  public SeqNo or(SeqNo other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(SeqNo other) {
    return Long.compare(value, other.value);
  }
}
