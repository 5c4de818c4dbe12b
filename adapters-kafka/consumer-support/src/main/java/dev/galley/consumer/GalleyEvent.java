package dev.galley.consumer;

/** Something that happened to an aggregate of Galley's. */
public sealed interface GalleyEvent extends GalleyMessage permits AssistantEvent, UnknownEvent {

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

  /** Whether the aggregate is gone with it: no event of the aggregate follows. */
  default boolean isDeletion() {
    return envelope().type().endsWith(".deleted.v1");
  }
}
