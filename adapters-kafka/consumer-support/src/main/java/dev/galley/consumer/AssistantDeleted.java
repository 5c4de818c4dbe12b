package dev.galley.consumer;

import java.util.Objects;

/** An assistant was deleted; nothing follows. On the topic of the lifecycle. */
public record AssistantDeleted(Envelope envelope, AssistantPayload payload)
    implements AssistantEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.assistant.deleted.v1";

  public AssistantDeleted {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
