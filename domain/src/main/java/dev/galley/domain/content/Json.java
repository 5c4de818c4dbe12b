package dev.galley.domain.content;

/**
 * A JSON value (RFC 8259), restricted to what I-JSON (RFC 7493) and therefore the canonical form of
 * RFC 8785 can keep: IEEE 754 double numbers, well-formed Unicode, unique member names.
 *
 * <p>Values are immutable and compare by value; the order of an object's members does not count.
 */
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /** A text value. */
  static JsonString of(String text) {
    return new JsonString(text);
  }

  /** A number; {@code value} must be within the integers that a double keeps exactly. */
  static JsonNumber of(long value) {
    if (value > JsonNumber.MAX_SAFE_INTEGER || value < -JsonNumber.MAX_SAFE_INTEGER) {
      throw new IllegalArgumentException(
          "value: " + value + " (expected: an integer that a double keeps exactly)");
    }
    return new JsonNumber(value);
  }

  /** A boolean. */
  static JsonBoolean of(boolean value) {
    return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
  }

  /** The value {@code null}. */
  static JsonNull nothing() {
    return JsonNull.NULL;
  }

  /** What this value is, in the words that a message to a person uses, such as "an object". */
  default String typeName() {
    return switch (this) {
      case JsonObject o -> "an object";
      case JsonArray a -> "an array";
      case JsonNull n -> "null";
      case JsonString s -> "a string";
      case JsonNumber n -> "a number";
      case JsonBoolean b -> "a boolean";
    };
  }
}
