package dev.galley.application.agent;

import dev.galley.application.assistant.Revisions;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Journals;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.Role;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.Snapshot;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the use cases of agents share: the ports, and how an agent is found by those who may.
 *
 * @param limits the rules of size
 */
public record AgentDesk(
    Snapshots snapshots,
    Revisions revisions,
    Journals journals,
    AgentLimits limits,
    InstantSource clock,
    Saver saver) {

  Stamp stamp(Caller caller) {
    return new Stamp(clock.instant(), caller.user());
  }

  Aggregates aggregates() {
    return saver.aggregates();
  }

  /** The agent under an id, deleted or not. */
  Optional<Agent> stored(TenantId tenant, AgentId id) {
    return aggregates().find(id.in(tenant)).map(Agent.class::cast);
  }

  /**
   * An agent, for callers with a role.
   *
   * @param tenant as the path names it; another one than the caller's is not there
   * @param needed the least role
   */
  Outcome<Agent> agent(Caller caller, String tenant, String id, Role needed) {
    if (!caller.tenant().value().equals(tenant)) {
      return Outcome.refused(new Refusal.NotFound("tenant"));
    }
    Optional<Agent> found =
        AgentId.isId(id) ? stored(caller.tenant(), new AgentId(id)) : Optional.empty();
    Optional<Role> role = found.flatMap(agent -> agent.roleOf(caller));
    if (role.isEmpty()) {
      return Outcome.refused(new Refusal.NotFound("agent"));
    }
    return role.get().allows(needed)
        ? Outcome.done(found.get())
        : Outcome.refused(forbidden(role.get(), needed));
  }

  static Refusal forbidden(Role role, Role needed) {
    return new Refusal.Forbidden(
        JsonPointer.ROOT,
        "This needs the role " + needed.wireName() + "; yours is " + role.wireName() + ".");
  }

  AgentContent content(TenantId tenant, ContentHash hash) {
    return AgentContent.fromSnapshot(snapshot(tenant, hash));
  }

  Snapshot snapshot(TenantId tenant, ContentHash hash) {
    Snapshot empty = AgentContent.EMPTY.snapshot();
    if (hash.equals(empty.hash())) {
      return empty;
    }
    return snapshots
        .find(tenant, hash)
        .orElseThrow(() ->
            new IllegalStateException("the snapshot " + hash.value() + " is not in the store"));
  }

  /** The content that new revisions are compared with: that of the newest one. */
  AgentContent newest(Agent agent) {
    return agent.newestRevision() == 0
        ? AgentContent.EMPTY
        : content(agent.tenant(), agent.newest().orElseThrow().content());
  }

  /** The content of a revision, 0 for the empty state before the first. */
  Outcome<Snapshot> base(Agent agent, long revision) {
    return baseHash(agent, revision).map(hash -> snapshot(agent.tenant(), hash));
  }

  /** What names the content of a revision, 0 for the empty state before the first. */
  Outcome<ContentHash> baseHash(Agent agent, long revision) {
    return revision == 0
        ? Outcome.done(AgentContent.EMPTY.snapshot().hash())
        : revision(agent, revision).map(Revision::content);
  }

  Outcome<Revision> revision(Agent agent, long number) {
    Optional<Revision> found =
        agent.has(number) ? revisions.find(agent.ref(), number) : Optional.empty();
    return found
        .<Outcome<Revision>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("revision")));
  }

  static ChangedPaths changed(AgentContent from, AgentContent to) {
    return ChangedPaths.of(
        ContentComparison.changedPaths(from.toJson(), to.toJson(), AgentContent.SHAPE));
  }
}
