package dev.galley.application.persona;

import java.time.Duration;

/**
 * How much personas may hold.
 *
 * @param drafts how many open drafts a user can have
 * @param proposals how long a proposal waits for a decision
 * @param grace how long a resource that nothing uses stays
 */
public record PersonaLimits(int drafts, Duration proposals, Duration grace) {

  /** What holds when nothing else is set. */
  public static final PersonaLimits DEFAULT =
      new PersonaLimits(1_000, Duration.ofDays(30), Duration.ofHours(1));

  public PersonaLimits {
    if (drafts < 1 || proposals.isNegative() || proposals.isZero() || grace.isNegative()) {
      throw new IllegalArgumentException(
          "limits: " + drafts + ", " + proposals + ", " + grace + " (expected: positive)");
    }
  }
}
