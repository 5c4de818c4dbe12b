package dev.galley.domain.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * Something elsewhere that an assistant points to.
 *
 * @param targetId of what it points to; an assistant has it at most once
 * @param targetType what that is, in the terms of whoever holds it
 */
public record TargetReference(String targetId, String targetType, Optional<String> description) {

  public TargetReference {
    Objects.requireNonNull(targetId, "targetId");
    Objects.requireNonNull(targetType, "targetType");
    Objects.requireNonNull(description, "description");
  }

  /** As part of a content; what is absent is left out. */
  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", targetId)
        .put("targetType", targetType)
        .putIfPresent("description", description)
        .build();
  }

  /** What {@link #toJson} wrote. */
  static TargetReference fromJson(Json json) {
    JsonObject reference = (JsonObject) json;
    return new TargetReference(
        reference.text("id").orElseThrow(),
        reference.text("targetType").orElseThrow(),
        reference.text("description"));
  }
}
