package dev.galley.consumer;

/** Something that happened to an assistant. */
public sealed interface AssistantEvent extends GalleyEvent
    permits AssistantCreated, AssistantLiveUpdated, AssistantDraftCommitted, AssistantDeleted {

  /** The assistant as it was after it; of a deleted one, as it was last. */
  AssistantPayload payload();
}
