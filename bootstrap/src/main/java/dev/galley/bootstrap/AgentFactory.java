package dev.galley.bootstrap;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.ClearDeletedAgents;
import dev.galley.application.agent.CopySignals;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.Journals;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What agents need, whichever store there is. */
@Factory
final class AgentFactory {

  @Singleton
  AgentDesk agentDesk(
      Snapshots snapshots,
      Revisions revisions,
      Journals journals,
      AgentSettings settings,
      InstantSource clock,
      Saver saver) {
    return new AgentDesk(snapshots, revisions, journals, settings.toLimits(), clock, saver);
  }

  @Singleton
  CopySignals copySignals() {
    return new CopySignals();
  }

  @Singleton
  ClearDeletedAgents clearDeletedAgents(AgentDesk desk, Housekeeping housekeeping) {
    return new ClearDeletedAgents(desk, housekeeping);
  }
}
