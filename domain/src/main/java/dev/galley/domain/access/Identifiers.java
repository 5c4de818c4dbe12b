package dev.galley.domain.access;

/**
 * The rule for ids that come from outside: tenants, users, teams, models, datasets, what references
 * name. They stand in paths, from which clients take {@code .} and {@code ..} away.
 */
public final class Identifiers {
  /** The longest id, in code points. */
  public static final int MAX_LENGTH = 200;

  /** The rule for people. */
  public static final String RULE =
      "1 to 200 characters without '/' and control characters, and neither '.' nor '..'";

  private Identifiers() {}

  /** Whether this can be an id. */
  public static boolean valid(String value) {
    return !value.isEmpty()
        && value.codePointCount(0, value.length()) <= MAX_LENGTH
        && value.indexOf('/') < 0
        && !value.equals(".")
        && !value.equals("..")
        && value
            .codePoints()
            .noneMatch(c ->
                Character.isISOControl(c)
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  static void check(String name, String value) {
    if (!valid(value)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + RULE + ")");
    }
  }
}
