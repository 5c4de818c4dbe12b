package dev.galley.application.store;

import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.ErrorCode;
import dev.galley.domain.aggregate.ChangeId;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the store was lost while it saved: the change may have happened or not. The aggregate
 * keeps the ids of its last changes, so that a look-up tells.
 */
public final class OutcomeUnknown extends ApplicationException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknown(ChangeId change, @Nullable Throwable cause) {
    super(
        ErrorCode.OUTCOME_UNKNOWN,
        "the store did not say whether change " + change.value() + " happened",
        cause);
  }
}
