package dev.galley.domain.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;

/**
 * Knowledge that an assistant looks things up in: a part of a set of data elsewhere.
 *
 * @param id of the set of data; an assistant has it at most once
 * @param filter which part of it, in the terms of whoever holds the data; empty for all of it
 */
public record Dataset(String id, JsonObject filter) {

  public Dataset {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(filter, "filter");
  }

  /** As part of a content; what is absent is left out. */
  JsonObject toJson() {
    return JsonObject.builder().put("id", id).putIf(!filter.isEmpty(), "filter", filter).build();
  }

  /** What {@link #toJson} wrote. */
  static Dataset fromJson(Json json) {
    JsonObject dataset = (JsonObject) json;
    return new Dataset(
        dataset.text("id").orElseThrow(),
        dataset.get("filter").map(JsonObject.class::cast).orElse(JsonObject.EMPTY));
  }
}
