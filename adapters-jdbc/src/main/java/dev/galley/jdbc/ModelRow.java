package dev.galley.jdbc;

import dev.galley.domain.model.Model;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A row of the table of models. */
@MappedEntity("model")
record ModelRow(@Id String id, String name, String tier) {

  Model model() {
    return new Model(id, name, tier);
  }
}
