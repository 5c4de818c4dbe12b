package dev.galley.plugins.host;

/** The plugin was unloaded between being found and being asked. */
final class GuardClosed extends Exception {
  private static final long serialVersionUID = 1L;
}
