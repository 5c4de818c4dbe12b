package dev.galley.domain.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The name of a content: the SHA-256 (FIPS 180-4) of its canonical form.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record ContentHash(String value) implements Comparable<ContentHash> {

  public ContentHash {
    Objects.requireNonNull(value, "value");
    if (value.length() != 64 || !value.chars().allMatch(c -> isHex((char) c))) {
      throw new IllegalArgumentException(
          "value: " + value + " (expected: 64 lower-case hexadecimal digits)");
    }
  }

  /** The hash of a value's canonical form. */
  public static ContentHash of(Json value) {
    return ofBytes(CanonicalJson.bytes(value));
  }

  /** The hash of a text in UTF-8. */
  public static ContentHash ofText(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of bytes. */
  public static ContentHash ofBytes(byte[] bytes) {
    try {
      return new ContentHash(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The first digits, for a tag that need not be the whole hash. */
  public String prefix(int digits) {
    return value.substring(0, digits);
  }

  @Override
  public int compareTo(ContentHash other) {
    return value.compareTo(other.value);
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
