package dev.galley.application.agent;

import dev.galley.application.assistant.ChainWalk;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Role;
import dev.galley.domain.assistant.ChainCheck;

/** Proves that the revisions of an agent are what they were when they were made. */
public final class VerifyAgentRevisions {
  private final AgentDesk desk;

  public VerifyAgentRevisions(AgentDesk desk) {
    this.desk = desk;
  }

  /** What was found about the chain that ends in the newest revision of {@code agent}. */
  public record Verified(Agent agent, ChainCheck check) {}

  /** Looks at the whole chain, or up to the first that does not fit. Needs the role Viewer. */
  public Outcome<Verified> handle(Caller caller, String tenant, String id) {
    return desk.agent(caller, tenant, id, Role.VIEWER)
        .then(agent -> {
          ChainCheck check = check(agent);
          // What is deleted meanwhile is no chain any more.
          return check.fault().isEmpty()
              ? Outcome.done(new Verified(agent, check))
              : desk.agent(caller, tenant, id, Role.VIEWER)
                  .map(still -> new Verified(agent, check));
        });
  }

  private ChainCheck check(Agent agent) {
    return agent.newestRevision() == 0
        ? ChainCheck.BEGINNING
        : new ChainWalk(desk.revisions(), desk.snapshots(), agent.ref())
            .check(agent.floor(), agent.newestRevision(), agent.newest().orElseThrow().hash());
  }
}
