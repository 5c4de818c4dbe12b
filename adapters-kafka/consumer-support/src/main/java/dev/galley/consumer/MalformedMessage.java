package dev.galley.consumer;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A record that is no event of Galley's. It is delivered instead of thrown, because a deserializer
 * that throws keeps the consumer at this record for ever. Partition, offset and headers are in the
 * {@code ConsumerRecord} around it.
 *
 * @param problem what is wrong and where, as {@code name: what was found (expected: rule)}, without
 *     anything of the payload
 * @param value the record's value as it came, read-only
 */
public record MalformedMessage(String problem, ByteBuffer value) implements GalleyMessage {

  public MalformedMessage {
    Objects.requireNonNull(problem, "problem");
    value = value.asReadOnlyBuffer();
  }

  /** The value as it came, for each caller from its beginning. */
  @Override
  public ByteBuffer value() {
    return value.duplicate();
  }
}
