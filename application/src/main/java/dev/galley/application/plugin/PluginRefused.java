package dev.galley.application.plugin;

import java.util.Objects;

/** Thrown when a plugin can't be taken in or away; the message is the reason, for the operator. */
public final class PluginRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PluginRefused(String reason) {
    super(reason);
  }

  /** Why. */
  public String reason() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
