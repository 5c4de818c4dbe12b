package dev.galley.domain.access;

/** What somebody may do with one authored thing; each level includes those below it. */
public enum Level {
  /** Nothing: for this caller the thing does not exist. */
  NONE(0),
  /** Reads; reviews drafts. */
  READ(1),
  /** Changes content, drafts, commits. */
  WRITE(2),
  /** Deletes, shares, changes the owner. */
  ADMIN(3);

  private final int number;

  Level(int number) {
    this.number = number;
  }

  /** Whether this level is enough where {@code needed} is asked for. */
  public boolean allows(Level needed) {
    return compareTo(needed) >= 0;
  }

  /** The higher of two. */
  public Level or(Level other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The number on the wire, 0 to 3. */
  public int number() {
    return number;
  }

  /**
   * The level with that number.
   *
   * @throws IllegalArgumentException outside 0 to 3
   */
  public static Level ofNumber(int number) {
    for (Level level : values()) {
      if (level.number == number) {
        return level;
      }
    }
    throw new IllegalArgumentException("number: " + number + " (expected: 0 to 3)");
  }
}
