package dev.galley.domain.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that an assistant's skills need and that nobody gets to see, such as a password. Its
 * value is kept beside the content, sealed.
 *
 * @param id the same under live and under the draft
 * @param name what skills call it by; an assistant has it at most once
 * @param version names the value; another value has another one. Absent when the value is not kept
 *     any more
 */
public record Secret(UUID id, String name, Optional<String> description, Optional<UUID> version) {

  public Secret {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(version, "version");
  }

  /** The same secret with the value of that name. */
  public Secret valued(Optional<UUID> other) {
    return new Secret(id, name, description, other);
  }

  /** As part of a content; what is absent is left out. */
  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id.toString())
        .put("name", name)
        .putIfPresent("description", description)
        .putIfPresent("version", version.map(UUID::toString))
        .build();
  }

  /** What {@link #toJson} wrote. */
  static Secret fromJson(Json json) {
    JsonObject secret = (JsonObject) json;
    return new Secret(
        UUID.fromString(secret.text("id").orElseThrow()),
        secret.text("name").orElseThrow(),
        secret.text("description"),
        secret.text("version").map(UUID::fromString));
  }
}
