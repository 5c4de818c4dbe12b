package dev.galley.bootstrap;

import dev.galley.application.assistant.PeopleLimits;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much people can hang on one assistant; see {@link PeopleLimits} for the units.
 *
 * @param shares 1 to 1,000
 * @param comment 1 to 100,000
 * @param comments 1 to 10,000
 */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.limits")
record PeopleSettings(
    @Bindable(defaultValue = "200") int shares,
    @Bindable(defaultValue = "10000") int comment,
    @Bindable(defaultValue = "5000") int comments) {

  PeopleSettings {
    range("shares", shares, 1_000);
    range("comment", comment, 100_000);
    range("comments", comments, 10_000);
  }

  private static void range(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new InvalidSetting("galley.limits." + name, value, "1 to " + most);
    }
  }

  PeopleLimits toLimits() {
    return new PeopleLimits(shares, comment, comments);
  }
}
