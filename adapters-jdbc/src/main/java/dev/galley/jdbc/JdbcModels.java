package dev.galley.jdbc;

import dev.galley.application.model.Models;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.model.Model;
import java.util.List;

/** Models in PostgreSQL. */
final class JdbcModels implements Models {
  private final Database database;
  private final ModelRows models;

  JdbcModels(Database database, ModelRows models) {
    this.database = database;
    this.models = models;
  }

  @Override
  public List<Model> own(TenantId tenant) {
    return database.reading(() -> models.of(tenant.value()).stream().map(ModelRow::model).toList());
  }

  @Override
  public void put(TenantId tenant, Model model) {
    database.write(connection -> {
      models.put(tenant.value(), model.id(), model.name(), model.tier());
      return model;
    });
  }
}
