package dev.galley.bootstrap;

import dev.galley.application.token.TokenDesk;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The bounds of API tokens.
 *
 * @param maxPerUser how many a user can have, 1 to 200
 */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.tokens")
record TokenSettings(@Bindable(defaultValue = "100") int maxPerUser) {

  TokenSettings {
    if (maxPerUser < 1 || maxPerUser > TokenDesk.MOST) {
      throw new InvalidSetting("galley.tokens.max-per-user", maxPerUser, "1 to " + TokenDesk.MOST);
    }
  }
}
