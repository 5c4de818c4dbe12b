package dev.galley.bootstrap;

import dev.galley.application.agent.AgentLimits;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much working copies of agents may hold.
 *
 * @param retention how many entries of a working copy's history are kept, 200 to 1,000
 * @param maxDrafts how many working copies of an agent a user can have open, 1 to 500
 */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.agents")
record AgentSettings(
    @Bindable(defaultValue = "500") int retention, @Bindable(defaultValue = "50") int maxDrafts) {
  private static final int MOST_DRAFTS = 500;

  AgentSettings {
    range("retention", retention, WorkingCopy.MIN_RETENTION, AgentLimits.MAX_RETENTION);
    range("max-drafts", maxDrafts, 1, MOST_DRAFTS);
  }

  private static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidSetting("galley.agents." + name, value, least + " to " + most);
    }
  }

  AgentLimits toLimits() {
    return new AgentLimits(AgentContent.MAX_BYTES, AgentContent.MAX_COMMENT, retention, maxDrafts);
  }
}
