package dev.galley.plugins.host;

import java.util.Objects;

/**
 * A plugin did not do what it should, or could not be asked to. It has no cause: an exception of
 * the plugin would keep its classes from being collected. Nor has it a trace, which would be of the
 * host, and be paid for at every call that is refused.
 */
final class PluginFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean busy;

  PluginFault(String reason) {
    this(reason, false);
  }

  private PluginFault(String reason, boolean busy) {
    super(reason, null, false, false);
    this.busy = busy;
  }

  /** The plugin was not asked for what else goes on now; that says nothing of the plugin. */
  static PluginFault busy(String reason) {
    return new PluginFault(reason, true);
  }

  /** Whether there was only no room for this call, so that the plugin has done nothing wrong. */
  boolean isBusy() {
    return busy;
  }

  /** What happened, for operators; may hold words of the plugin. */
  String reason() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
