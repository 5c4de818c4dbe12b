package dev.galley.application.agent;

import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.FlowRules;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.content.FieldError;
import java.util.List;
import java.util.Objects;

/** An open working copy with its head. */
public record CopyView(Agent agent, WorkingCopy copy, AgentContent head) {

  public CopyView {
    Objects.requireNonNull(agent, "agent");
    Objects.requireNonNull(copy, "copy");
    Objects.requireNonNull(head, "head");
  }

  /** What the working copy holds. */
  public OpenCopy open() {
    return copy.open().orElseThrow();
  }

  /** Whether its base is not the revision to go on from. */
  public boolean outdated() {
    return agent.isOutdated(copy.place().base());
  }

  /** What would keep it from being committed. */
  public List<FieldError> warnings() {
    return FlowRules.findings(head);
  }
}
