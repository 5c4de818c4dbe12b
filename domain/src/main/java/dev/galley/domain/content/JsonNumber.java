package dev.galley.domain.content;

/**
 * A JSON number: a finite IEEE 754 double. Negative zero is zero, as its canonical form is {@code
 * 0} (RFC 8785, section 3.2.2.3).
 */
public record JsonNumber(double value) implements Json {

  /** The largest integer that, with all below it, a double keeps exactly: 2^53 - 1. */
  public static final long MAX_SAFE_INTEGER = 9_007_199_254_740_991L;

  public JsonNumber {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    value = value == 0d ? 0d : value;
  }

  /** Whether this number is an integer that a double keeps exactly. */
  public boolean isInteger() {
    return value == Math.rint(value) && Math.abs(value) <= MAX_SAFE_INTEGER;
  }
}
