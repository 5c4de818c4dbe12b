package dev.galley.consumer;

/** Something that happened to a persona. */
public sealed interface PersonaEvent extends GalleyEvent
    permits PersonaDraftCommitted, PersonaDeleted {

  /** The persona as it was after it; of a deleted one, what is left to say. */
  PersonaPayload payload();
}
