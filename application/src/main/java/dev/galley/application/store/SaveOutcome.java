package dev.galley.application.store;

import java.util.Objects;

/** What came of a save. Whatever is not {@link Saved} has changed nothing. */
public sealed interface SaveOutcome {

  /** All of it is on disk. */
  record Saved() implements SaveOutcome {}

  /**
   * Another writer was faster.
   *
   * @param currentVersion the version that the deciding aggregate has now, 0 when it is gone
   */
  record Stale(long currentVersion) implements SaveOutcome {}

  /** Another aggregate has the name. */
  record NameTaken() implements SaveOutcome {}

  /** The follower has changed, or is gone. */
  record FollowerChanged() implements SaveOutcome {}

  /** There is a receipt of that key already. */
  record AlreadyDone(Receipt receipt) implements SaveOutcome {

    public AlreadyDone {
      Objects.requireNonNull(receipt, "receipt");
    }
  }
}
