package dev.galley.application.store;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Thrown when the store has no room for a write; nothing was changed, and reads go on. */
public final class StorageFull extends ApplicationException {
  private static final long serialVersionUID = 1L;

  public StorageFull(String message, @Nullable Throwable cause) {
    super(ErrorCode.STORAGE_FULL, message, cause);
  }
}
