package dev.galley.architecture.planted.domain;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Asks the machine instead of a port. */
public final class DomainWithAClock {

  /** The clock of the machine. */
  public Instant now() {
    return InstantSource.system().instant();
  }

  /** The random of the machine. */
  public UUID id() {
    return UUID.randomUUID();
  }
}
