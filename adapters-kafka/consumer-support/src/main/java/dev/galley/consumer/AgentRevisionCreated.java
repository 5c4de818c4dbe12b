package dev.galley.consumer;

import java.util.Objects;

/**
 * A revision of an agent was made past all working copies. It is not current by that, but for the
 * first. On the topic of the lifecycle.
 */
public record AgentRevisionCreated(Envelope envelope, AgentPayload payload) implements AgentEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.agent.revision-created.v1";

  public AgentRevisionCreated {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
