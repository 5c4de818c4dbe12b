package dev.galley.domain.token;

/**
 * The text of the token of an assistant, which a runtime shows. It is the owner's choice; but by
 * its looks it must not be a token of another sort, as which it would be checked and refused.
 */
public final class RuntimeTokenText {
  /** The shortest, in code points. */
  public static final int MIN_LENGTH = 24;

  /** The longest, in code points. */
  public static final int MAX_LENGTH = 200;

  private RuntimeTokenText() {}

  /** Whether the text is as long as such a token. */
  public static boolean isOfFittingLength(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= MIN_LENGTH && length <= MAX_LENGTH;
  }

  /** Whether the text is taken for an API token or for a JSON Web Token. */
  public static boolean isTakenForAnother(String text) {
    return TokenText.isMeant(text) || JwtText.isMeant(text);
  }
}
