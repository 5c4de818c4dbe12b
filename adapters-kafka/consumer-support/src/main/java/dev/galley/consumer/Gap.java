package dev.galley.consumer;

import java.util.OptionalLong;

/**
 * Events of an aggregate are missing on a topic. The event behind the gap has the whole state and
 * is applied, so that a copy is right again; who needs each step reads them from Galley.
 *
 * @param key the aggregate, {@code <tenant>/<kind>/<id>}
 * @param topic where
 * @param expectedPrevious the sequence seen last on the topic; absent when nothing was seen on it
 * @param actualPrevious the sequence that stands before the event on the topic; absent when the
 *     event says that it is the first there
 * @param event the one behind the gap
 */
public record Gap(
    String key,
    String topic,
    OptionalLong expectedPrevious,
    OptionalLong actualPrevious,
    GalleyEvent event) {

  /** For people. */
  @Override
  public String toString() {
    return "%s on %s: event %d stands behind %s (expected: behind %s)"
        .formatted(key, topic, event.sequence(), text(actualPrevious), text(expectedPrevious));
  }

  private static String text(OptionalLong sequence) {
    return sequence.isPresent() ? Long.toString(sequence.getAsLong()) : "none";
  }
}
