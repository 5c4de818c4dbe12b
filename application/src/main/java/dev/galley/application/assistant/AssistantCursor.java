package dev.galley.application.assistant;

import java.util.Objects;
import java.util.UUID;

/**
 * A place in an ordered walk: behind the item with this key and id.
 *
 * @param value the folded name, or the time in milliseconds since the epoch
 */
public record AssistantCursor(String value, UUID id) {

  public AssistantCursor {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(id, "id");
  }
}
