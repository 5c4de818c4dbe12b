package dev.galley.rest.assistant;

import dev.galley.rest.follow.FollowSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/** How the drafts of assistants are followed; see {@link FollowSettings}. */
// Eager: a server with settings out of their range must not come up.
@Context
@ConfigurationProperties("galley.drafts")
public record AssistantStreamSettings(
    @Bindable(defaultValue = "500ms") Duration poll,
    @Bindable(defaultValue = "15s") Duration heartbeat,
    @Bindable(defaultValue = "1000") int maxStreams,
    @Bindable(defaultValue = "250") int maxStreamsPerTenant) {
  private static final String PREFIX = "galley.drafts";

  public AssistantStreamSettings {
    FollowSettings.checked(PREFIX, poll, heartbeat, maxStreams, maxStreamsPerTenant);
  }

  FollowSettings toFollow() {
    return FollowSettings.checked(PREFIX, poll, heartbeat, maxStreams, maxStreamsPerTenant);
  }
}
