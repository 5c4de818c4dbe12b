package dev.galley.consumer;

import java.util.Objects;

/** A draft became live: the one event of a commit. On the topic of the commits. */
public record AssistantDraftCommitted(Envelope envelope, AssistantPayload payload)
    implements AssistantEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.assistant.draft-committed.v1";

  public AssistantDraftCommitted {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
