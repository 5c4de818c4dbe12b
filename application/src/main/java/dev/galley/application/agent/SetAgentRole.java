package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Role;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import java.util.Optional;

/** Gives a user a role in an agent, or takes it. */
public final class SetAgentRole {
  private final AgentDesk desk;

  public SetAgentRole(AgentDesk desk) {
    this.desk = desk;
  }

  /**
   * The agent. Needs the role Admin.
   *
   * @param role absent to take the one that the user has, which must be there then
   */
  public Outcome<Agent> handle(
      Caller caller, String tenant, String id, String user, Optional<Role> role) {
    if (!Identifiers.valid(user)) {
      return Outcome.refused(new Refusal.NotFound("member"));
    }
    return desk.saver()
        .settle(change ->
            Round.with(
                desk.agent(caller, tenant, id, Role.ADMIN),
                agent -> round(agent, user, role, desk.stamp(caller), change)));
  }

  private static Round<Agent> round(
      Agent agent, String user, Optional<Role> role, Stamp stamp, ChangeId change) {
    boolean member = agent.members().containsKey(user);
    if (role.isEmpty() && !member) {
      return Round.refused(new Refusal.NotFound("member"));
    }
    if (!member && agent.members().size() == Agent.MAX_MEMBERS) {
      return Round.refused(new Refusal.TooManyMembers(Agent.MAX_MEMBERS));
    }
    if (agent.isLastAdmin(user) && !role.equals(Optional.of(Role.ADMIN))) {
      return Round.refused(new Refusal.LastAdmin(user));
    }
    return agent
        .setRole(user, role, stamp, change)
        .<Round<Agent>>map(next -> new Round.Save<>(Change.of(change, next), next.next()))
        .orElseGet(() -> Round.answer(agent));
  }
}
