package dev.galley.rest;

/** Thrown at the start for a setting that can't be meant; the message names it and its rule. */
public final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSetting(String name, Object value, String expected) {
    super(name + ": " + value + " (expected: " + expected + ")");
  }

  /**
   * @param message names the setting and its rule already
   */
  public InvalidSetting(String message, Throwable cause) {
    super(message, cause);
  }
}
