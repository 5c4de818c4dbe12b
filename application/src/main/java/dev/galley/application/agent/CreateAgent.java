package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.JsonPointer;
import java.util.Optional;

/** Makes an agent without a revision; its creator becomes its Admin. */
public final class CreateAgent {
  private final AgentDesk desk;

  public CreateAgent(AgentDesk desk) {
    this.desk = desk;
  }

  /** The agent. Needs the permission {@value Agent#CREATE}. */
  public Outcome<Agent> handle(Caller caller, String tenant, AgentForms.Profile profile) {
    if (!caller.tenant().value().equals(tenant)) {
      return Outcome.refused(new Refusal.NotFound("tenant"));
    }
    if (!caller.may(Agent.CREATE)) {
      return Outcome.refused(
          new Refusal.Forbidden(
              JsonPointer.ROOT, "Creating agents needs the permission " + Agent.CREATE + "."));
    }
    AgentId id = profile.id().orElseThrow();
    return desk.saver()
        .settle(change -> {
          Optional<Agent> there = desk.stored(caller.tenant(), id);
          if (there.filter(Agent::exists).isPresent()) {
            return Round.refused(new Refusal.AgentExists(id.value()));
          }
          Transition<Agent> created =
              Agent.create(id, caller.tenant(), there, profile.fresh(), desk.stamp(caller), change);
          return new Round.Save<>(Change.of(change, created), created.next());
        });
  }
}
