package dev.galley.application.store;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Thrown when the store does not answer a read, or a write that certainly did not happen. */
public final class StoreUnavailable extends ApplicationException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, message, cause);
  }
}
