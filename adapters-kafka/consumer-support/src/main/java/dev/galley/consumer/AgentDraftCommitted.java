package dev.galley.consumer;

import java.util.Objects;

/**
 * A working copy became a revision of an agent: the one event of a commit. When it was deployed at
 * once, an {@link AgentDeployed} follows. On the topic of the commits.
 */
public record AgentDraftCommitted(Envelope envelope, AgentPayload payload) implements AgentEvent {
  /** The CloudEvents type. */
  public static final String TYPE = "dev.galley.agent.draft-committed.v1";

  public AgentDraftCommitted {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(payload, "payload");
  }
}
