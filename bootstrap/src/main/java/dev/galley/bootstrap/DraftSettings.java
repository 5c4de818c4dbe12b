package dev.galley.bootstrap;

import dev.galley.domain.assistant.Draft;
import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much drafts of assistants may hold.
 *
 * @param retention how many entries of a draft's history are kept, 200 to 1,000
 */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.drafts")
record DraftSettings(@Bindable(defaultValue = "500") int retention) {

  DraftSettings {
    if (retention < Draft.MIN_RETENTION || retention > Draft.MAX_RETENTION) {
      throw new InvalidSetting(
          "galley.drafts.retention", retention, Draft.MIN_RETENTION + " to " + Draft.MAX_RETENTION);
    }
  }
}
