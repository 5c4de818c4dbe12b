package dev.galley.bootstrap.event;

import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How events are moved.
 *
 * @param lease for how long a silent relay of another server is left alone
 * @param poll how often the store is asked for what other servers have saved
 * @param batch how many events a relay carries at once
 * @param retention for how long events are kept, 1 minute at least; unpublished ones longer when
 *     there is somebody to publish them
 */
@ConfigurationProperties("galley.events")
record EventSettings(
    @Bindable(defaultValue = "10s") Duration lease,
    @Bindable(defaultValue = "50ms") Duration poll,
    @Bindable(defaultValue = "500") int batch,
    @Bindable(defaultValue = "7d") Duration retention) {

  EventSettings {
    between("lease", lease, Duration.ofSeconds(2), Duration.ofMinutes(10));
    between("poll", poll, Duration.ofMillis(1), Duration.ofSeconds(10));
    between("retention", retention, Duration.ofMinutes(1), Duration.ofDays(3_650));
    if (batch < 1 || batch > 1_000) {
      throw new InvalidSetting("galley.events.batch", batch, "1 to 1000");
    }
  }

  private static void between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSetting("galley.events." + name, value, least + " to " + most);
    }
  }
}
