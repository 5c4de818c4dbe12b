package dev.galley.domain.assistant;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The part of a natural id that is made of a name: letters and digits of every script in lower
 * case, all else one {@code -}; 1 to 80 characters; never ends in {@code -draft}.
 */
public record Slug(String value) {
  /** The longest slug, in code points. */
  public static final int MAX_LENGTH = 80;

  /** What makes a natural id that of the draft. */
  public static final String DRAFT_SUFFIX = "-draft";

  private static final String NOTHING_LEFT = "assistant";

  public Slug {
    if (!isSlug(value)) {
      throw new IllegalArgumentException("slug: " + value + " (expected: " + RULE + ")");
    }
  }

  /** The rule for people. */
  public static final String RULE =
      "1 to 80 characters, lower-case letters and digits of any script with single '-' between"
          + " them, not ending in '-draft'";

  /** Whether this text is a slug. */
  public static boolean isSlug(String text) {
    return !text.isEmpty() && text.equals(form(text));
  }

  private static boolean isKept(int c) {
    // A combining mark belongs to the letter before it (vowel signs of Indic scripts, for one).
    return isLetterOrNumber(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isLetterOrNumber(int c) {
    // Letter numbers are digits too: the zero of Chinese years is one.
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.LETTER_NUMBER;
  }

  /** The slug of a name. */
  public static Slug of(String name) {
    String form = form(name);
    // Folding some rare letters takes a second round to come to rest.
    for (int round = 0; round < 3 && !form.equals(form(form)); round++) {
      form = form(form);
    }
    return new Slug(form);
  }

  private static String form(String name) {
    String folded =
        Normalizer.normalize(
            Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT),
            Normalizer.Form.NFKC);
    StringBuilder out = new StringBuilder();
    boolean gap = false;
    int length = 0;
    for (int c : folded.codePoints().toArray()) {
      boolean mark = isKept(c) && !isLetterOrNumber(c);
      if (!isKept(c) || (mark && (gap || out.isEmpty()))) {
        gap = true;
        continue;
      }
      int needed = gap && !out.isEmpty() ? 2 : 1;
      if (length + needed > MAX_LENGTH) {
        break;
      }
      if (needed == 2) {
        out.append('-');
      }
      out.appendCodePoint(c);
      length += needed;
      gap = false;
    }
    if (out.isEmpty()) {
      return NOTHING_LEFT;
    }
    String slug = out.toString();
    return slug.endsWith(DRAFT_SUFFIX) ? cut(slug, 2) + "-1" : slug;
  }

  /** This slug with {@code -n} behind it, shortened to fit. */
  public Slug numbered(long n) {
    String suffix = "-" + n;
    return new Slug(cut(value, suffix.length()) + suffix);
  }

  private static String cut(String slug, int room) {
    int length = slug.codePointCount(0, slug.length());
    String cut =
        length + room <= MAX_LENGTH
            ? slug
            : slug.substring(0, slug.offsetByCodePoints(0, MAX_LENGTH - room));
    return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
