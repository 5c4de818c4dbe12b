package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Role;

/** Makes a revision of an agent current, be it newer or older than the one that is. */
public final class DeployRevision {
  private final AgentDesk desk;

  public DeployRevision(AgentDesk desk) {
    this.desk = desk;
  }

  /** The agent. Needs the role Admin. */
  public Outcome<Agent> handle(Caller caller, String tenant, String id, long number) {
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.agent(caller, tenant, id, Role.ADMIN)
                    .then(agent ->
                        desk.revision(agent, number)
                            .map(revision -> agent.deploy(revision, desk.stamp(caller), change))),
                deployed -> new Round.Save<>(Change.of(change, deployed), deployed.next())));
  }
}
