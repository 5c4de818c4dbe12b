package dev.galley.domain.assistant;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How text is made comparable for search and sorting, the same on every store and whatever its
 * locale: NFKC and case folding, then plain comparison.
 */
public final class SearchText {

  private SearchText() {}

  /** A text in the form in which texts are compared. */
  public static String fold(String text) {
    // Upper case first unites what lower case alone keeps apart, such as the two small sigmas.
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /** What the words of a search are looked for in: name, tags and description, line by line. */
  public static String of(LiveSummary summary) {
    StringBuilder text = new StringBuilder(fold(summary.name()));
    summary.tags().forEach(tag -> text.append('\n').append(fold(tag)));
    summary.description().ifPresent(description -> text.append('\n').append(fold(description)));
    return text.toString();
  }

  /** The words of a search, folded. */
  public static List<String> words(String query) {
    return Arrays.stream(fold(query).split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * The 2-grams of a folded text as numbers: two texts that share a piece of two characters share a
   * number. Different pairs may share a number too, so a hit has to be checked against the text.
   */
  public static Set<Integer> grams(String folded) {
    Set<Integer> grams = new LinkedHashSet<>();
    int[] points = folded.codePoints().toArray();
    for (int i = 1; i < points.length; i++) {
      if (!Character.isWhitespace(points[i - 1]) && !Character.isWhitespace(points[i])) {
        grams.add(points[i - 1] * 0x9E3779B1 ^ points[i]);
      }
    }
    return grams;
  }
}
