package dev.galley.domain.aggregate;

import java.util.Objects;
import java.util.UUID;

/** Names one save, so that it can be asked later whether it happened. */
public record ChangeId(UUID value) {

  public ChangeId {
    Objects.requireNonNull(value, "value");
  }
}
