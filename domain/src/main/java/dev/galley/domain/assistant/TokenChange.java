package dev.galley.domain.assistant;

import dev.galley.domain.content.ContentHash;
import java.util.Objects;
import java.util.Optional;

/**
 * What a write does to the token that lets an external runtime in. Only its SHA-256 is ever held.
 */
public sealed interface TokenChange {

  /** The token stays. */
  record Keep() implements TokenChange {}

  /** There is no token any more. */
  record Clear() implements TokenChange {}

  /** There is another token. */
  record Set(ContentHash hash) implements TokenChange {

    public Set {
      Objects.requireNonNull(hash, "hash");
    }
  }

  /** The token after this change. */
  default Optional<ContentHash> applyTo(Optional<ContentHash> token) {
    return switch (this) {
      case Keep keep -> token;
      case Clear clear -> Optional.empty();
      case Set(ContentHash hash) -> Optional.of(hash);
    };
  }

  /** This change followed by another one. */
  default TokenChange then(TokenChange later) {
    return later instanceof Keep ? this : later;
  }
}
