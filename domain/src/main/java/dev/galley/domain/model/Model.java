package dev.galley.domain.model;

import java.util.Objects;

/**
 * A model that assistants of a tenant can name.
 *
 * @param id 1 to 200 characters, no {@code /}, no control character
 * @param name 1 to 200 characters
 * @param tier what it is for, such as {@code strategic}; 1 to 60 characters
 */
public record Model(String id, String name, String tier) {

  public Model {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tier, "tier");
  }
}
