package dev.galley.delta;

import dev.galley.domain.content.ContentHash;

/** A stored content is not what its hash says. */
final class AlteredSnapshot extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  AlteredSnapshot(ContentHash hash, String why) {
    super("the stored snapshot " + hash.value() + " has been altered: " + why);
  }

  AlteredSnapshot(ContentHash hash, String why, Throwable cause) {
    super("the stored snapshot " + hash.value() + " has been altered: " + why, cause);
  }
}
