package dev.galley.rest.agent;

import dev.galley.rest.follow.FollowSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How working copies are followed.
 *
 * @param poll how often is looked for what other servers have saved, 10 ms to 10 seconds
 * @param heartbeat after so much silence a stream shows that it is alive, 100 ms to 5 minutes
 * @param maxStreams at most so many at once on this server
 * @param maxStreamsPerTenant at most so many of them for one tenant
 */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.agents")
public record DraftStreamSettings(
    @Bindable(defaultValue = "500ms") Duration poll,
    @Bindable(defaultValue = "15s") Duration heartbeat,
    @Bindable(defaultValue = "1000") int maxStreams,
    @Bindable(defaultValue = "250") int maxStreamsPerTenant) {

  public DraftStreamSettings {
    FollowSettings.checked(PREFIX, poll, heartbeat, maxStreams, maxStreamsPerTenant);
  }

  private static final String PREFIX = "galley.agents";

  FollowSettings toFollow() {
    return FollowSettings.checked(PREFIX, poll, heartbeat, maxStreams, maxStreamsPerTenant);
  }
}
