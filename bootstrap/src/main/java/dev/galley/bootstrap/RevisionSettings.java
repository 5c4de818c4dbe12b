package dev.galley.bootstrap;

import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long the contents of revisions are kept. The revisions themselves always are.
 *
 * @param prune whether contents of old revisions are given up at all
 * @param keep how many of the newest revisions of each assistant keep theirs, 1,000 at least
 * @param keepFor how old a revision has to be beside that, 365 days at least
 */
@Context
@ConfigurationProperties("galley.revisions")
record RevisionSettings(
    @Bindable(defaultValue = "false") boolean prune,
    @Bindable(defaultValue = "1000") int keep,
    @Bindable(defaultValue = "365d") Duration keepFor) {
  private static final Duration LEAST = Duration.ofDays(365);
  private static final Duration MOST = Duration.ofDays(36_500);

  RevisionSettings {
    if (keep < 1_000) {
      throw new InvalidSetting("galley.revisions.keep", keep, "1000 or more");
    }
    if (keepFor.compareTo(LEAST) < 0 || keepFor.compareTo(MOST) > 0) {
      throw new InvalidSetting(
          "galley.revisions.keep-for",
          keepFor.toDays() + "d",
          LEAST.toDays() + "d to " + MOST.toDays() + "d");
    }
  }
}
