package dev.galley.consumer;

/** Something that happened to an agent. */
public sealed interface AgentEvent extends GalleyEvent
    permits AgentCreated,
        AgentLiveUpdated,
        AgentRevisionCreated,
        AgentDraftCommitted,
        AgentDeployed,
        AgentDeleted {

  /** The agent as it was after it; of a deleted one, what is left to say. */
  AgentPayload payload();
}
