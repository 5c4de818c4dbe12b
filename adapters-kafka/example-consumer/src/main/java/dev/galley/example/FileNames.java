package dev.galley.example;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of files for any text. */
final class FileNames {
  private static final int MAX = 200;
  private static final int KEPT = 130;

  private FileNames() {}

  /**
   * A name of its own for each text that no file system misunderstands, also one that takes upper
   * and lower case for the same: whatever is no lower-case letter, digit, {@code -} or {@code _} is
   * written as {@code %XX}. The end of a long one is replaced by {@code ~} and a hash.
   */
  static String encoded(String text) {
    StringBuilder name = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_') {
        name.append((char) b);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return name.length() <= MAX ? name.toString() : name.substring(0, KEPT) + '~' + hash(bytes);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
