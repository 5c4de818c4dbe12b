package dev.galley.consumer;

import java.util.Objects;

/**
 * An agent was deleted. It can be created again under its id: an {@link AgentCreated} of the same
 * aggregate follows then. On the topic of the lifecycle.
 */
public record AgentDeleted(Envelope envelope, AgentPayload payload) implements AgentEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.agent.deleted.v1";

  public AgentDeleted {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
