package dev.galley.rest.assistant;

import dev.galley.application.agent.CopySignals;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.rest.follow.Followers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The streams of assistants' drafts that are open on this server. */
@Singleton
final class AssistantStreams {
  private final Followers<Followed, Optional<Assistant>> followers;
  private final CopySignals signals;

  AssistantStreams(CopySignals signals, AssistantStreamSettings settings) {
    this.followers = new Followers<>(settings.toFollow());
    this.signals = signals;
  }

  /** What is followed: an assistant's draft, whichever that is. */
  record Followed(TenantId tenant, UUID assistant) {}

  /**
   * A place for one more stream, to be given back.
   *
   * @throws dev.galley.rest.problem.ProblemException when the server (503) or the tenant (429) has
   *     as many as it may have
   */
  Followers<Followed, Optional<Assistant>>.Place enter(Assistant assistant) {
    TenantId tenant = assistant.tenant();
    UUID id = assistant.id().value();
    return followers.enter(tenant, new Followed(tenant, id), signals.of(tenant, id));
  }

  @PreDestroy
  void stop() {
    followers.stop();
    signals.raiseAll();
  }
}
