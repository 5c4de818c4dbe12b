package dev.galley.bootstrap.persona;

import dev.galley.application.assistant.Revisions;
import dev.galley.application.persona.Icons;
import dev.galley.application.persona.PersonaDesk;
import dev.galley.application.persona.SweepPersonas;
import dev.galley.application.store.Journals;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** What personas need, whichever store there is. */
@Factory
final class PersonaFactory {

  @Singleton
  Icons icons() {
    return new JsoupIcons();
  }

  @Singleton
  PersonaDesk personaDesk(
      Snapshots snapshots,
      Revisions revisions,
      Journals journals,
      Icons icons,
      PersonaSettings settings,
      @Value("${galley.store.snapshot-grace:1h}") Duration grace,
      InstantSource clock,
      Saver saver) {
    return new PersonaDesk(
        snapshots, revisions, journals, icons, settings.toLimits(grace), clock, saver);
  }

  @Singleton
  SweepPersonas sweepPersonas(PersonaDesk desk) {
    return new SweepPersonas(desk);
  }
}
