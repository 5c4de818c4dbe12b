package dev.galley.application.agent;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Keys;
import java.util.List;
import java.util.Optional;

/** The agents in which a caller has a role, in the order of their ids. */
public final class ListAgents {
  private final AgentDesk desk;

  public ListAgents(AgentDesk desk) {
    this.desk = desk;
  }

  /**
   * Some of them.
   *
   * @param next the id behind which the next page begins; absent on the last
   */
  public record Page(List<Agent> items, Optional<String> next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * A page.
   *
   * @param after the id behind which it begins, empty for the first
   */
  public Outcome<Page> handle(Caller caller, String tenant, String after, int limit) {
    if (!caller.tenant().value().equals(tenant)) {
      return Outcome.refused(new Refusal.NotFound("tenant"));
    }
    String key = caller.isTenantAdmin() ? Keys.AGENTS : Keys.agentsOf(caller.user());
    List<Agent> found =
        desk.aggregates().listed(caller.tenant(), key, after, limit + 1).stream()
            .map(Agent.class::cast)
            .toList();
    List<Agent> page = found.subList(0, Math.min(limit, found.size()));
    return Outcome.done(
        new Page(
            page,
            found.size() > limit ? Optional.of(page.getLast().id().value()) : Optional.empty()));
  }
}
