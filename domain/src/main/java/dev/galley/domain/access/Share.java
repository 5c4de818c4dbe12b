package dev.galley.domain.access;

import java.util.Objects;

/** A level that a user or team has been given. */
public record Share(Principal principal, Level level) {

  public Share {
    Objects.requireNonNull(principal, "principal");
    if (level == Level.NONE) {
      throw new IllegalArgumentException("level: NONE (expected: READ, WRITE or ADMIN)");
    }
  }
}
