package dev.galley.contract;

/**
 * Failures that can be put between a store and what it stands on. A step is one exchange with it: a
 * statement, a command, a commit.
 */
public interface Faults {

  /** When within a step the connection is lost. */
  enum Moment {
    /** The step has not reached the other side. */
    BEFORE,
    /** The step was done, but the answer did not come back. */
    AFTER
  }

  /**
   * Has the connection lost, once, at a step of this thread from now on.
   *
   * @param step 1 for the next one
   */
  void loseConnectionAt(int step, Moment moment);

  /** Takes back what has not struck yet; whether it has struck. */
  boolean clear();
}
