package dev.galley.application.agent;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Role;

/** Finds one agent. */
public final class ReadAgent {
  private final AgentDesk desk;

  public ReadAgent(AgentDesk desk) {
    this.desk = desk;
  }

  /** The agent, with its members. Needs the role Viewer. */
  public Outcome<Agent> handle(Caller caller, String tenant, String id) {
    return desk.agent(caller, tenant, id, Role.VIEWER);
  }
}
