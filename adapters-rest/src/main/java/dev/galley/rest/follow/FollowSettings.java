package dev.galley.rest.follow;

import dev.galley.rest.InvalidSetting;
import java.time.Duration;

/**
 * How drafts of one family are followed.
 *
 * @param poll how often is looked for what other servers have saved, 10 ms to 10 seconds
 * @param heartbeat after so much silence a stream shows that it is alive, 100 ms to 5 minutes
 * @param maxStreams at most so many at once on this server
 * @param maxStreamsPerTenant at most so many of them for one tenant
 */
public record FollowSettings(
    Duration poll, Duration heartbeat, int maxStreams, int maxStreamsPerTenant) {

  /**
   * Settings within their ranges.
   *
   * @param prefix what stands before the names of the settings
   * @throws InvalidSetting when one is out of its range
   */
  public static FollowSettings checked(
      String prefix, Duration poll, Duration heartbeat, int maxStreams, int maxStreamsPerTenant) {
    range(prefix + ".poll", poll, Duration.ofMillis(10), Duration.ofSeconds(10));
    range(prefix + ".heartbeat", heartbeat, Duration.ofMillis(100), Duration.ofMinutes(5));
    range(prefix + ".max-streams", maxStreams);
    range(prefix + ".max-streams-per-tenant", maxStreamsPerTenant);
    return new FollowSettings(poll, heartbeat, maxStreams, maxStreamsPerTenant);
  }

  private static void range(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new InvalidSetting(name, value, min + " to " + max);
    }
  }

  private static void range(String name, int value) {
    if (value < 0 || value > 10_000) {
      throw new InvalidSetting(name, value, "0 to 10000");
    }
  }
}
