package dev.galley.rest.http;

/**
 * An entity tag (RFC 9110, section 8.8.3).
 *
 * @param opaque the text between the quotes
 */
public record EntityTag(boolean weak, String opaque) {

  public EntityTag {
    if (!opaque.chars().allMatch(EntityTag::isTagCharacter)) {
      throw new IllegalArgumentException(
          "opaque: " + opaque + " (expected: visible characters but the double quote)");
    }
  }

  /** A strong tag. */
  public static EntityTag strong(String opaque) {
    return new EntityTag(false, opaque);
  }

  static boolean isTagCharacter(int c) {
    return c == 0x21 || (c >= 0x23 && c <= 0x7e) || (c >= 0x80 && c <= 0xff);
  }

  /** As it stands in a header. */
  public String toHeader() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }
}
