package dev.galley.application.secret;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Thrown when the server's key does not open what is sealed; nothing was changed. */
public final class SecretsLocked extends ApplicationException {
  private static final long serialVersionUID = 1L;

  public SecretsLocked(String message, @Nullable Throwable cause) {
    super(ErrorCode.SECRETS_LOCKED, message, cause);
  }
}
