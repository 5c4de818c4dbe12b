package dev.galley.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * An event of a type that this version does not know. It counts like any other: who leaves it out
 * sees a gap behind it.
 *
 * @param data its payload, a JSON null when it has none; not to be changed
 */
public record UnknownEvent(Envelope envelope, JsonNode data) implements GalleyEvent {

  public UnknownEvent {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(data, "data");
  }
}
