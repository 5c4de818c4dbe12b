package dev.galley.consumer;

import java.util.Objects;

/**
 * A live assistant was changed where it stands: its content, owner or folder. On the topic of the
 * lifecycle.
 */
public record AssistantLiveUpdated(Envelope envelope, AssistantPayload payload)
    implements AssistantEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.assistant.live-updated.v1";

  public AssistantLiveUpdated {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
