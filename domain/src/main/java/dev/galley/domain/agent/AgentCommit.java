package dev.galley.domain.agent;

import dev.galley.domain.assistant.Transition;
import java.util.Objects;

/** What the domain says to the commit of a working copy. */
public sealed interface AgentCommit {

  /**
   * It becomes a revision.
   *
   * @param agent the agent with the revision
   * @param left what is left of the working copy
   */
  record Committed(Transition<Agent> agent, WorkingCopy left) implements AgentCommit {

    public Committed {
      Objects.requireNonNull(agent, "agent");
      Objects.requireNonNull(left, "left");
    }
  }

  /** There are newer revisions than its base. */
  record BaseOutdated(Minted newest) implements AgentCommit {

    public BaseOutdated {
      Objects.requireNonNull(newest, "newest");
    }
  }
}
