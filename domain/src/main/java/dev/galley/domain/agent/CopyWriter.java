package dev.galley.domain.agent;

import dev.galley.domain.aggregate.Stamp;
import java.util.Objects;
import java.util.Optional;

/**
 * Who writes to a working copy.
 *
 * @param client which of the user's clients, as it calls itself
 */
public record CopyWriter(Stamp stamp, Optional<String> client) {
  /** The longest name of a client, in characters. */
  public static final int MAX_CLIENT = 200;

  public CopyWriter {
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(client, "client");
  }
}
