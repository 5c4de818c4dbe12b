package dev.galley.application.support;

/** Where secrets come from. */
@FunctionalInterface
public interface Randomness {

  /**
   * Bytes that nobody can guess.
   *
   * @param count how many, 1 or more
   */
  byte[] bytes(int count);
}
