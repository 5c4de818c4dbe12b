package dev.galley.consumer;

/** Something that happened to an aggregate of Galley's. */
public sealed interface GalleyEvent extends GalleyMessage
    permits AssistantEvent, AgentEvent, PersonaEvent, UnknownEvent {

  /** Whose event it is, its number, who made it when. */
  Envelope envelope();

  /** The aggregate, {@code <tenant>/<kind>/<id>}: also the key of the Kafka record. */
  default String key() {
    return envelope().key();
  }

  /** The number of the event: 1, 2, 3... within its aggregate, over both topics. */
  default long sequence() {
    return envelope().sequence();
  }

  /**
   * Whether the aggregate is gone with it. No event of an assistant or a persona follows. An agent
   * can be created again under its id: the same aggregate goes on then, with the next sequence.
   */
  default boolean isDeletion() {
    return envelope().type().endsWith(".deleted.v1");
  }
}
