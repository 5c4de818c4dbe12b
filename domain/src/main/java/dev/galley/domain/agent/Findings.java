package dev.galley.domain.agent;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonPointer;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a content: the first places by themselves, the others by number. */
final class Findings {
  static final int MAX_TOLD = 100;
  private static final int MAX_QUOTED = 60;

  private final List<FieldError> told = new ArrayList<>();
  private int untold;

  void add(String pointer, String detail) {
    if (told.size() < MAX_TOLD) {
      told.add(new FieldError(pointer, detail));
    } else {
      untold++;
    }
  }

  List<FieldError> all() {
    if (untold == 0) {
      return List.copyOf(told);
    }
    List<FieldError> all = new ArrayList<>(told);
    all.add(
        new FieldError(
            JsonPointer.ROOT,
            "breaks rules at " + untold + " places more; the first " + MAX_TOLD + " are told"));
    return all;
  }

  /** A text of the author's in quotes, shortened when it is long. */
  static String quoted(String text) {
    return text.codePointCount(0, text.length()) <= MAX_QUOTED
        ? "'" + text + "'"
        : "'" + text.substring(0, text.offsetByCodePoints(0, MAX_QUOTED)) + "…'";
  }
}
