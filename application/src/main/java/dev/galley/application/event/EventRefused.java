package dev.galley.application.event;

import org.jspecify.annotations.Nullable;

/**
 * What lies in the record itself keeps it from being sent: too large, not serialisable, invalid.
 */
public final class EventRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for people, without anything of the event's content
   */
  public EventRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
