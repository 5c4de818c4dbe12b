package dev.galley.consumer;

import java.util.Objects;

/**
 * A draft became a persona, or its next revision: the one event of a commit. The first one has
 * revision 1; there is no other that tells of a new persona. On the topic of the commits.
 */
public record PersonaDraftCommitted(Envelope envelope, PersonaPayload payload)
    implements PersonaEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.persona.draft-committed.v1";

  public PersonaDraftCommitted {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
