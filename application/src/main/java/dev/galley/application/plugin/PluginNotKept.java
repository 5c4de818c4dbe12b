package dev.galley.application.plugin;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;

/** Thrown when the files of a plugin can't be put on the disk; what ran before goes on. */
public final class PluginNotKept extends ApplicationException {
  private static final long serialVersionUID = 1L;

  public PluginNotKept(String message, Throwable cause) {
    super(ErrorCode.PLUGIN_NOT_KEPT, message, cause);
  }
}
