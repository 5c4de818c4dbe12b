package dev.galley.application.support;

import org.jspecify.annotations.Nullable;

/** A failure that is no answer to the caller's question, with a code that stays. */
public abstract class ApplicationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  protected ApplicationException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What happened. */
  public ErrorCode code() {
    return code;
  }
}
