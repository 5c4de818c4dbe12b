package dev.galley.consumer;

import java.util.Objects;

/**
 * A revision of an agent became current, be it newer or older than the one before. On the topic of
 * the lifecycle.
 */
public record AgentDeployed(Envelope envelope, AgentPayload payload) implements AgentEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.agent.deployed.v1";

  public AgentDeployed {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
