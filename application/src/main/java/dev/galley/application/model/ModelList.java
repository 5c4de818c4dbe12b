package dev.galley.application.model;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The models that a tenant's assistants can name: those that all begin with, and its own over them.
 */
public final class ModelList {
  private final List<Model> initial;
  private final Models models;

  /**
   * @param initial what every tenant begins with
   */
  public ModelList(List<Model> initial, Models models) {
    this.initial = List.copyOf(initial);
    this.models = models;
  }

  /** All of a tenant's, by id. */
  public List<Model> of(TenantId tenant) {
    TreeMap<String, Model> byId = new TreeMap<>();
    initial.forEach(model -> byId.put(model.id(), model));
    models.own(tenant).forEach(model -> byId.put(model.id(), model));
    return new ArrayList<>(byId.values());
  }

  /** One of them. */
  public Optional<Model> find(TenantId tenant, String id) {
    return of(tenant).stream().filter(model -> model.id().equals(id)).findFirst();
  }
}
