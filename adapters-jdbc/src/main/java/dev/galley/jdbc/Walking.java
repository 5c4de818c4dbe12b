package dev.galley.jdbc;

/**
 * A walk through all rows of a table by their key, round and round, a bounded way in each call: so
 * that a sweep over much reaches all of it in the end.
 */
final class Walking<K extends Comparable<K>> {
  /** Steps in one call. */
  private static final int STEPS = 100;

  private final K beginning;

  /** Where the next call goes on. */
  private volatile K walked;

  Walking(K beginning) {
    this.beginning = beginning;
    this.walked = beginning;
  }

  /**
   * What one step came to.
   *
   * @param done how many rows it has done something to
   * @param reached the row after which the next goes on; the beginning when all were looked at
   */
  record Step<K>(int done, K reached) {}

  /** One step from behind a row on. */
  @FunctionalInterface
  interface Stepping<K> {
    Step<K> from(K key, int limit);
  }

  /** Goes on until so many rows are done, a round is, or the call has taken its steps. */
  int on(int limit, Stepping<K> stepping) {
    int done = 0;
    K begin = walked;
    K at = begin;
    boolean passedTheEnd = false;
    for (int step = 0; step < STEPS && done < limit; step++) {
      Step<K> taken = stepping.from(at, limit - done);
      done += taken.done();
      at = taken.reached();
      walked = at;
      boolean end = at.equals(beginning);
      boolean wholeRound =
          end ? passedTheEnd || begin.equals(at) : passedTheEnd && at.compareTo(begin) >= 0;
      if (wholeRound) {
        break;
      }
      passedTheEnd |= end;
    }
    return done;
  }
}
