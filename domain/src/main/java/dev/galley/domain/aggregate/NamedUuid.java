package dev.galley.domain.aggregate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs that follow from names: version 5 (RFC 9562, section 5.5). */
public final class NamedUuid {

  private NamedUuid() {}

  /** The same for the same name in the same name space, whenever and wherever it is made. */
  public static UUID of(UUID nameSpace, String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(nameSpace.getMostSignificantBits())
              .putLong(nameSpace.getLeastSignificantBits())
              .array());
      ByteBuffer bytes = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      long high = (bytes.getLong() & ~0xF000L) | 0x5000L;
      long low = (bytes.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
