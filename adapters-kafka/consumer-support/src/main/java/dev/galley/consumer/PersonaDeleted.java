package dev.galley.consumer;

import java.util.Objects;

/** A persona was deleted; nothing follows. On the topic of the lifecycle. */
public record PersonaDeleted(Envelope envelope, PersonaPayload payload) implements PersonaEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.persona.deleted.v1";

  public PersonaDeleted {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
