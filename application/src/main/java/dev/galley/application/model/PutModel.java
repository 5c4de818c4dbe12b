package dev.galley.application.model;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.model.Model;
import java.util.List;

/** Adds a model to a tenant, or changes one. For the tenant's admins. */
public final class PutModel {
  private final Models models;

  public PutModel(Models models) {
    this.models = models;
  }

  /** What is asked for. */
  public record Command(Caller caller, Model model) {}

  /** The model as it is now. */
  public Outcome<Model> handle(Command command) {
    Caller caller = command.caller();
    if (!caller.isTenantAdmin()) {
      return Outcome.refused(
          new Refusal.Forbidden(
              JsonPointer.ROOT, "Changing models needs the role " + Caller.TENANT_ADMIN + "."));
    }
    List<Model> own = models.own(caller.tenant());
    boolean known = own.stream().anyMatch(model -> model.id().equals(command.model().id()));
    if (!known && own.size() >= Models.LIMIT) {
      return Outcome.refused(
          Refusal.Invalid.at(
              JsonPointer.ROOT, "would be one model more than the " + Models.LIMIT + " allowed"));
    }
    models.put(caller.tenant(), command.model());
    return Outcome.done(command.model());
  }
}
