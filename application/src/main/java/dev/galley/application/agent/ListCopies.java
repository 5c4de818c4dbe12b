package dev.galley.application.agent;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.Role;
import dev.galley.domain.agent.WorkingCopy;
import java.util.List;

/** The caller's own working copies of an agent, in the order of their bases. */
public final class ListCopies {
  private final AgentDesk desk;

  public ListCopies(AgentDesk desk) {
    this.desk = desk;
  }

  /** The agent with the working copies; there are few. */
  public record Found(Agent agent, List<WorkingCopy> copies) {

    public Found {
      copies = List.copyOf(copies);
    }
  }

  /** All of them. Needs the role Editor. */
  public Outcome<Found> handle(Caller caller, String tenant, String id) {
    return desk.agent(caller, tenant, id, Role.EDITOR)
        .map(agent ->
            new Found(
                agent,
                desk
                    .aggregates()
                    .listed(
                        agent.tenant(),
                        Keys.open(agent.id(), agent.incarnation(), caller.user()),
                        "",
                        2 * desk.limits().copies())
                    .stream()
                    .map(WorkingCopy.class::cast)
                    .filter(copy -> copy.open().isPresent())
                    .toList()));
  }
}
