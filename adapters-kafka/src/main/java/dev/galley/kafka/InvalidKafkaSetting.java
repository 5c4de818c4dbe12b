package dev.galley.kafka;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at the start for a setting that can't be meant; the message names it and its rule and
 * never holds a secret.
 */
public final class InvalidKafkaSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param name the full name of the setting
   * @param value what it was set to, without secrets
   */
  public InvalidKafkaSetting(String name, @Nullable Object value, String expected) {
    super(name + ": " + value + " (expected: " + expected + ")");
  }
}
