package dev.galley.application.gate;

import java.util.Objects;

/**
 * What a gate has to say about a commit.
 *
 * @param gate the id of the gate
 * @param blocking whether it stops the commit
 * @param path the Galley path of what it speaks of; empty for the content as a whole
 */
public record GateFinding(String gate, boolean blocking, String path, String detail) {

  public GateFinding {
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(detail, "detail");
  }
}
