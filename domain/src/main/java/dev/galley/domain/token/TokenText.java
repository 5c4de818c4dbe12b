package dev.galley.domain.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The text of an API token: {@code galley_}, 43 digits of base 62 (0-9, A-Z, a-z) that stand for 32
 * random bytes, and 6 that stand for the CRC-32 of all before. So a scanner for secrets knows one
 * when it sees it, and one that was mistyped or cut is known for no token without a look-up.
 */
public final class TokenText {

  /** What every token begins with. */
  public static final String PREFIX = "galley_";

  /** How many random bytes a token needs. */
  public static final int RANDOM_BYTES = 32;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int RANDOM_DIGITS = 43;
  private static final int CHECK_DIGITS = 6;

  private TokenText() {}

  /**
   * The token of these bytes.
   *
   * @param random {@link #RANDOM_BYTES} bytes that nobody can guess
   */
  public static String of(byte[] random) {
    if (random.length != RANDOM_BYTES) {
      throw new IllegalArgumentException(
          "random: " + random.length + " bytes (expected: " + RANDOM_BYTES + ")");
    }
    String body = PREFIX + digits(new BigInteger(1, random), RANDOM_DIGITS);
    return body + check(body);
  }

  /** Whether the text is meant to be an API token, by how it begins. */
  public static boolean isMeant(String text) {
    return text.startsWith(PREFIX);
  }

  /** Whether the text can be a token: nothing is missing, and the check fits. */
  public static boolean isWhole(String text) {
    int length = PREFIX.length() + RANDOM_DIGITS + CHECK_DIGITS;
    if (!isMeant(text) || text.length() != length) {
      return false;
    }
    int body = length - CHECK_DIGITS;
    return text.substring(body).equals(check(text.substring(0, body)))
        && text.chars().skip(PREFIX.length()).allMatch(c -> DIGITS.indexOf(c) >= 0);
  }

  private static String check(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return digits(BigInteger.valueOf(crc.getValue()), CHECK_DIGITS);
  }

  private static String digits(BigInteger number, int count) {
    StringBuilder digits = new StringBuilder();
    BigInteger rest = number;
    for (int i = 0; i < count; i++) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits.append(DIGITS.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return digits.reverse().toString();
  }
}
