package dev.galley.consumer;

import java.util.Objects;

/**
 * What an agent says of itself was changed: its name, description or tags. Its revisions are as
 * before. On the topic of the lifecycle.
 */
public record AgentLiveUpdated(Envelope envelope, AgentPayload payload) implements AgentEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.agent.live-updated.v1";

  public AgentLiveUpdated {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
