package dev.galley.consumer;

import java.util.Objects;

/** An assistant was created; its first revision is live. On the topic of the lifecycle. */
public record AssistantCreated(Envelope envelope, AssistantPayload payload)
    implements AssistantEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.assistant.created.v1";

  public AssistantCreated {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
