package dev.galley.plugins.host;

import java.util.Objects;

/**
 * A plugin did not do what it should, or could not be asked to. It has no cause: an exception of
 * the plugin would keep its classes from being collected.
 */
final class PluginFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean asked;

  PluginFault(String reason) {
    this(reason, true);
  }

  private PluginFault(String reason, boolean asked) {
    super(reason);
    this.asked = asked;
  }

  /** The plugin was kept from answering by what else goes on; that says nothing of this call. */
  static PluginFault unasked(String reason) {
    return new PluginFault(reason, false);
  }

  /** Whether the fault is of the plugin's own answer. */
  boolean wasAsked() {
    return asked;
  }

  /** What happened, for operators; may hold words of the plugin. */
  String reason() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
