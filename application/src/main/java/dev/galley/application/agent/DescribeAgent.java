package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Role;

/** Changes what an agent says of itself. */
public final class DescribeAgent {
  private final AgentDesk desk;

  public DescribeAgent(AgentDesk desk) {
    this.desk = desk;
  }

  /** The agent. Needs the role Admin. */
  public Outcome<Agent> handle(
      Caller caller, String tenant, String id, AgentForms.Profile profile) {
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.agent(caller, tenant, id, Role.ADMIN),
                agent ->
                    agent
                        .describe(profile.onto(agent.requireProfile()), desk.stamp(caller), change)
                        .<Round<Agent>>map(
                            next -> new Round.Save<>(Change.of(change, next), next.next()))
                        .orElseGet(() -> Round.answer(agent))));
  }
}
