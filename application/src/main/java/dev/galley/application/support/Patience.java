package dev.galley.application.support;

/** How long to wait before the next try when another writer was faster. */
@FunctionalInterface
public interface Patience {

  /** How often a use case tries before it gives up with {@link Contended}. */
  int ATTEMPTS = 24;

  /**
   * Waits a short, growing, random time.
   *
   * @param attempt 1 for the first wait
   */
  void pause(int attempt);
}
