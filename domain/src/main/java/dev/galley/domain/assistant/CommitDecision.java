package dev.galley.domain.assistant;

import java.util.Objects;

/** What becomes of a draft that is to be committed. */
public sealed interface CommitDecision {

  /** The head becomes live. */
  record Committed(Transition<Assistant> transition) implements CommitDecision {

    public Committed {
      Objects.requireNonNull(transition, "transition");
    }
  }

  /**
   * The head is what is live already: the draft goes, without revision and event. What it does to
   * the token, which is not content, happens.
   */
  record NothingToCommit(Transition<Assistant> transition) implements CommitDecision {

    public NothingToCommit {
      Objects.requireNonNull(transition, "transition");
    }
  }

  /**
   * Live has moved past the draft's base.
   *
   * @param live what is live now
   */
  record LiveChanged(Live live) implements CommitDecision {

    public LiveChanged {
      Objects.requireNonNull(live, "live");
    }
  }
}
