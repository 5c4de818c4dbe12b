package dev.galley.domain.access;

/** The rule for ids that come from outside: tenants, users, teams. */
public final class Identifiers {
  /** The longest id, in code points. */
  public static final int MAX_LENGTH = 200;

  private Identifiers() {}

  /** Whether this can be the id of a tenant, user or team. */
  public static boolean valid(String value) {
    return !value.isEmpty()
        && value.codePointCount(0, value.length()) <= MAX_LENGTH
        && value.indexOf('/') < 0
        && value
            .codePoints()
            .noneMatch(c ->
                Character.isISOControl(c)
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  static void check(String name, String value) {
    if (!valid(value)) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: 1 to 200 characters, no '/', no control character)");
    }
  }
}
