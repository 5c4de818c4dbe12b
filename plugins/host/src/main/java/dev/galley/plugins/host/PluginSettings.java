package dev.galley.plugins.host;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where plugins are, and what they may.
 *
 * @param builtIn the folder of those that came with the server
 * @param folder of all others; it need not be there
 * @param maxBytes the greatest size of a jar
 * @param failedGateBlocks whether a gate that gives no answer stops the commit
 */
public record PluginSettings(
    Optional<Path> builtIn,
    Path folder,
    Trust trust,
    CallLimits limits,
    long maxBytes,
    boolean failedGateBlocks) {

  /** How large a jar can be at most, unless set. */
  public static final long MAX_BYTES = 20L * 1024 * 1024;

  public PluginSettings {
    Objects.requireNonNull(builtIn, "builtIn");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(limits, "limits");
    if (maxBytes < 1 || maxBytes > 200L * 1024 * 1024) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: up to 200 MiB)");
    }
  }
}
