package dev.galley.jdbc;

import dev.galley.domain.content.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** Hashes in the database: 32 bytes instead of 64 digits, and fingerprints of 8. */
final class Hashes {

  private Hashes() {}

  static byte[] bytes(ContentHash hash) {
    return HexFormat.of().parseHex(hash.value());
  }

  static ContentHash of(byte[] bytes) {
    return new ContentHash(HexFormat.of().formatHex(bytes));
  }

  /** In the order of their bytes, each once. */
  static byte[][] sorted(Collection<ContentHash> hashes) {
    return hashes.stream().distinct().sorted().map(Hashes::bytes).toArray(byte[][]::new);
  }

  /** Eight bytes that tell texts apart; never 0, which stands for nothing. */
  static long fingerprint(Iterable<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      long print = ByteBuffer.wrap(digest.digest()).getLong();
      return print == 0 ? 1 : print;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
