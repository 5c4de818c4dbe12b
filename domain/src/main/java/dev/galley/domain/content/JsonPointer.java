package dev.galley.domain.content;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Builds JSON pointers (RFC 6901); the empty string points to the whole document. */
public final class JsonPointer {

  /** The pointer to the whole document. */
  public static final String ROOT = "";

  // Possessive, as a pattern with a way back goes deep in the stack for long texts.
  private static final Pattern POINTER = Pattern.compile("(?s)(?:/(?:[^~/]|~[01])*+)*+");

  private JsonPointer() {}

  /**
   * The pointer to a member (or to an identified list member, by its id) of what {@code parent}
   * points to.
   */
  public static String child(String parent, String token) {
    return parent + '/' + escape(token);
  }

  /** The pointer to an item of the array that {@code parent} points to. */
  public static String child(String parent, int index) {
    return parent + '/' + index;
  }

  /** Whether this text is a pointer, to whatever. */
  public static boolean isPointer(String text) {
    return POINTER.matcher(text).matches();
  }

  /** The tokens of a pointer, not escaped; none for the whole document. */
  static List<String> tokens(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : Arrays.stream(pointer.substring(1).split("/", -1))
            .map(token -> token.replace("~1", "/").replace("~0", "~"))
            .toList();
  }

  /** A reference token with {@code ~} and {@code /} escaped. */
  public static String escape(String token) {
    return token.replace("~", "~0").replace("/", "~1");
  }
}
