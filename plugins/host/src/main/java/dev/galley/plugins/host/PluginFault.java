package dev.galley.plugins.host;

import java.util.Objects;

/**
 * A plugin did not do what it should. It has no cause: an exception of the plugin would keep its
 * classes from being collected.
 */
final class PluginFault extends Exception {
  private static final long serialVersionUID = 1L;

  PluginFault(String reason) {
    super(reason);
  }

  /** What happened, for operators; may hold words of the plugin. */
  String reason() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
