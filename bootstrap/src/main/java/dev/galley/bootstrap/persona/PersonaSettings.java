package dev.galley.bootstrap.persona;

import dev.galley.application.persona.PersonaLimits;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How much personas may hold.
 *
 * @param maxDrafts how many open drafts a user can have, 1 to 10,000
 * @param proposalAge how long a proposal waits for a decision, up to a year
 */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.personas")
record PersonaSettings(
    @Bindable(defaultValue = "1000") int maxDrafts,
    @Bindable(defaultValue = "30d") Duration proposalAge) {
  private static final int MOST_DRAFTS = 10_000;
  private static final Duration LONGEST = Duration.ofDays(366);

  PersonaSettings {
    if (maxDrafts < 1 || maxDrafts > MOST_DRAFTS) {
      throw new InvalidSetting("galley.personas.max-drafts", maxDrafts, "1 to " + MOST_DRAFTS);
    }
    if (proposalAge.isNegative() || proposalAge.isZero() || proposalAge.compareTo(LONGEST) > 0) {
      throw new InvalidSetting(
          "galley.personas.proposal-age", proposalAge, "more than 0, to " + LONGEST);
    }
  }

  PersonaLimits toLimits(Duration grace) {
    return new PersonaLimits(maxDrafts, proposalAge, grace);
  }
}
