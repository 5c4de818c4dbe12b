package dev.galley.application.model;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.model.Model;
import java.util.List;

/** The models that a tenant has set for itself, beside those that every tenant begins with. */
public interface Models {

  /** How many a tenant can have. */
  int LIMIT = 1_000;

  /** A tenant's own, by id. */
  List<Model> own(TenantId tenant);

  /** Sets one of them; durable when it returns. */
  void put(TenantId tenant, Model model);
}
