package dev.galley.application.agent;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.Deploy;
import dev.galley.domain.agent.Role;
import dev.galley.domain.assistant.Revision;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** Reads the revisions of an agent, and which of them were current. */
public final class ReadAgentRevisions {
  private final AgentDesk desk;

  public ReadAgentRevisions(AgentDesk desk) {
    this.desk = desk;
  }

  /**
   * Some of a numbered list, the newest first.
   *
   * @param next below which number the next page begins; absent on the last
   */
  public record Page<T>(Agent agent, List<T> items, OptionalLong next) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /** A revision with its content. */
  public record Past(Agent agent, Revision revision, AgentContent content) {}

  /**
   * Revisions. Needs the role Viewer.
   *
   * @param below only those with a smaller number
   */
  public Outcome<Page<Revision>> revisions(
      Caller caller, String tenant, String id, long below, int limit) {
    return desk.agent(caller, tenant, id, Role.VIEWER)
        .map(agent ->
            page(
                agent,
                desk
                    .revisions()
                    .before(agent.ref(), Math.min(below, agent.newestRevision() + 1), limit + 1)
                    .stream()
                    .filter(revision -> agent.has(revision.number()))
                    .toList(),
                limit,
                Revision::number));
  }

  /**
   * Deploys. Needs the role Viewer.
   *
   * @param below only those with a smaller number
   */
  public Outcome<Page<Deploy>> deploys(
      Caller caller, String tenant, String id, long below, int limit) {
    return desk.agent(caller, tenant, id, Role.VIEWER)
        .map(agent ->
            page(
                agent,
                desk
                    .journals()
                    .before(
                        agent.ref(),
                        Deploy.JOURNAL,
                        Math.min(below, agent.deploys() + 1),
                        limit + 1)
                    .stream()
                    .map(Deploy::of)
                    .filter(deploy -> agent.has(deploy.revision()))
                    .toList(),
                limit,
                Deploy::number));
  }

  private static <T> Page<T> page(Agent agent, List<T> found, int limit, ToLongFunction<T> number) {
    List<T> items = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        agent,
        items,
        found.size() > limit
            ? OptionalLong.of(number.applyAsLong(items.getLast()))
            : OptionalLong.empty());
  }

  /** One revision. Needs the role Viewer. */
  public Outcome<Past> one(Caller caller, String tenant, String id, long number) {
    return desk.agent(caller, tenant, id, Role.VIEWER)
        .then(agent ->
            desk.revision(agent, number)
                .map(revision ->
                    new Past(agent, revision, desk.content(agent.tenant(), revision.content()))));
  }
}
