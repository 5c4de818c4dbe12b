package dev.galley.consumer;

import java.util.Objects;

/**
 * An agent was created, without a revision. It may be one that was deleted before: then its
 * sequences and revisions go on. On the topic of the lifecycle.
 */
public record AgentCreated(Envelope envelope, AgentPayload payload) implements AgentEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.agent.created.v1";

  public AgentCreated {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
