package dev.galley.application.store;

/**
 * Thrown when a change was not saved because the same request, under the same idempotency key, has
 * had its effect already. Nothing has changed; the receipt of the earlier one is in the store.
 */
public final class RepeatedRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RepeatedRequest() {
    // No fault, and whoever takes requests answers it: no trace.
    super("the request had its effect before", null, false, false);
  }
}
