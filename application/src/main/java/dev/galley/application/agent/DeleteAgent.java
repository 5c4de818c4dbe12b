package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.Role;
import dev.galley.domain.assistant.Transition;

/** Deletes an agent with all that hangs on it. */
public final class DeleteAgent {
  private static final int COUNTED = 1_000;

  private final AgentDesk desk;

  public DeleteAgent(AgentDesk desk) {
    this.desk = desk;
  }

  /**
   * Deletes it. Needs the role Admin.
   *
   * @param force whether to do so although others have working copies
   */
  public Outcome<Agent> handle(Caller caller, String tenant, String id, boolean force) {
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.agent(caller, tenant, id, Role.ADMIN),
                agent -> {
                  int others = force ? 0 : others(agent, caller.user());
                  if (others > 0) {
                    return Round.refused(new Refusal.DraftsOpen(others));
                  }
                  Transition<Agent> deleted = agent.delete(desk.stamp(caller), change);
                  return new Round.Save<>(Change.of(change, deleted), deleted.next());
                }));
  }

  private int others(Agent agent, String user) {
    int all =
        desk.aggregates()
            .count(agent.tenant(), Keys.open(agent.id(), agent.incarnation()), COUNTED);
    int own =
        desk.aggregates()
            .count(agent.tenant(), Keys.open(agent.id(), agent.incarnation(), user), COUNTED);
    return Math.max(0, all - own);
  }
}
