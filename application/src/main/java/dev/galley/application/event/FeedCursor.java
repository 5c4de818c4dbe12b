package dev.galley.application.event;

/**
 * How far a reader of the feed has come.
 *
 * @param position behind which he goes on, 0 for the beginning
 * @param floor the horizon when he began: what had been removed by then he does not miss
 */
public record FeedCursor(long position, long floor) {
  /** Before the first event. */
  public static final FeedCursor BEGINNING = new FeedCursor(0, 0);

  public FeedCursor {
    if (position < 0 || floor < 0) {
      throw new IllegalArgumentException(
          "position: " + position + ", floor: " + floor + " (expected: 0 or more)");
    }
  }

  /** Having come to that position. */
  public FeedCursor at(long next) {
    return new FeedCursor(next, floor);
  }

  /** Whether events were removed that this reader has not seen. */
  boolean hasMissed(long horizon) {
    return horizon > Math.max(position, floor);
  }
}
