package dev.galley.rest.event;

import dev.galley.rest.InvalidSetting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How events are followed.
 *
 * @param heartbeat after so much silence a stream shows that it is alive, 100 ms to 5 minutes
 * @param poll how often is looked for events that other servers have placed, 1 ms to 10 seconds
 * @param maxStreams at most so many at once on this server
 * @param maxStreamsPerTenant at most so many of them for one tenant
 */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.events")
public record EventStreamSettings(
    @Bindable(defaultValue = "15s") Duration heartbeat,
    @Bindable(defaultValue = "50ms") Duration poll,
    @Bindable(defaultValue = "200") int maxStreams,
    @Bindable(defaultValue = "50") int maxStreamsPerTenant) {

  public EventStreamSettings {
    range("heartbeat", heartbeat, Duration.ofMillis(100), Duration.ofMinutes(5));
    range("poll", poll, Duration.ofMillis(1), Duration.ofSeconds(10));
    range("max-streams", maxStreams, 10_000);
    range("max-streams-per-tenant", maxStreamsPerTenant, 10_000);
  }

  private static void range(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new InvalidSetting("galley.events." + name, value, min + " to " + max);
    }
  }

  private static void range(String name, int value, int max) {
    if (value < 0 || value > max) {
      throw new InvalidSetting("galley.events." + name, value, "0 to " + max);
    }
  }
}
