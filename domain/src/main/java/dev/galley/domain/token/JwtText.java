package dev.galley.domain.token;

import java.util.regex.Pattern;

/** The looks of a JSON Web Token (RFC 7519): three parts, of which the first is an object. */
public final class JwtText {
  /** How an object begins in base64url. */
  private static final Pattern OBJECT = Pattern.compile("e[w-z0-9_-]");

  private JwtText() {}

  /** Whether the text is meant to be one; the token of an assistant may have dots too. */
  public static boolean isMeant(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    return first > 0
        && second > first
        && text.indexOf('.', second + 1) < 0
        && OBJECT.matcher(text).lookingAt();
  }
}
