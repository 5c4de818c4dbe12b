package dev.galley.domain.event;

import dev.galley.domain.aggregate.AggregateRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Deterministic event ids: version 5 UUIDs (RFC 9562, section 5.5) in a name space of Galley's. */
final class EventIds {
  private static final UUID NAME_SPACE = UUID.fromString("6d6f7a5e-0d7b-5f0c-9a55-3f4b8a9c1e27");

  private EventIds() {}

  static UUID of(AggregateRef aggregate, long sequence) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(NAME_SPACE.getMostSignificantBits())
              .putLong(NAME_SPACE.getLeastSignificantBits())
              .array());
      byte[] hash =
          sha1.digest((aggregate.key() + '/' + sequence).getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(hash);
      long high = (bytes.getLong() & ~0xF000L) | 0x5000L;
      long low = (bytes.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
