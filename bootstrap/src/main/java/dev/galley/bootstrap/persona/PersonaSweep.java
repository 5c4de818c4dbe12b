package dev.galley.bootstrap.persona;

import dev.galley.application.persona.SweepPersonas;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps what personas leave behind. */
@Singleton
@Requires(missingProperty = "galley.store.alone")
final class PersonaSweep {
  private static final Logger LOG = LoggerFactory.getLogger(PersonaSweep.class);

  private final SweepPersonas sweep;

  PersonaSweep(SweepPersonas sweep) {
    this.sweep = sweep;
  }

  @Scheduled(
      initialDelay = "${galley.housekeeping.interval:5m}",
      fixedDelay = "${galley.housekeeping.interval:5m}")
  void run() {
    int expired = job("proposals", sweep::expire);
    int erased = job("drafts of deleted personas", sweep::erase);
    int collected = job("resources", sweep::collect);
    if (expired + erased + collected > 0) {
      LOG.info(
          "Swept: {} proposals, {} drafts of deleted personas, {} resources",
          expired,
          erased,
          collected);
    }
  }

  /** A job that fails keeps no other from its turn. */
  private static int job(String what, IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (RuntimeException e) {
      LOG.warn("The sweep of {} stopped, and will be tried again: {}", what, e.getMessage(), e);
      return 0;
    }
  }
}
