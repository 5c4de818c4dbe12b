package dev.galley.rest.agent;

import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.CopySignals;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.rest.follow.Followers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The streams of working copies that are open on this server. */
@Singleton
final class DraftStreams {
  private final Followers<Followed, Outcome<Optional<WorkingCopy>>> followers;
  private final CopySignals signals;

  DraftStreams(CopySignals signals, DraftStreamSettings settings) {
    this.followers = new Followers<>(settings.toFollow());
    this.signals = signals;
  }

  /** What is followed. */
  record Followed(TenantId tenant, AgentId agent, long base, String user) {}

  /**
   * A place for one more stream, to be given back.
   *
   * @throws dev.galley.rest.problem.ProblemException when the server (503) or the tenant (429) has
   *     as many as it may have
   */
  Followers<Followed, Outcome<Optional<WorkingCopy>>>.Place enter(CopyAddress address) {
    TenantId tenant = address.caller().tenant();
    AgentId agent = new AgentId(address.agent());
    String user = address.caller().user();
    return followers.enter(
        tenant, new Followed(tenant, agent, address.base(), user), signals.of(tenant, agent, user));
  }

  @PreDestroy
  void stop() {
    followers.stop();
    signals.raiseAll();
  }
}
