package dev.galley.rest.text;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What differs between two texts, word by word.
 *
 * @param hunks the changes from front to back; none when the texts are equal. Replacing each one's
 *     {@code removed} at its offset by its {@code added} makes the first text the second.
 */
public record WordHunks(List<Hunk> hunks) {
  private static final Pattern LINES = Pattern.compile("[^\n]*\n|[^\n]+");

  /** Runs of letters and digits, single ideographs, runs of white space, single other signs. */
  private static final Pattern WORDS =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]|"
              + "[\\p{L}\\p{M}\\p{N}_&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]++|\\s++|.",
          Pattern.DOTALL);

  public WordHunks {
    hunks = List.copyOf(hunks);
  }

  /**
   * A place that differs.
   *
   * @param offset where it begins in the first text, in UTF-16 code units
   * @param removed what stands there in the first text; may be empty
   * @param added what stands there in the second text; may be empty
   */
  public record Hunk(int offset, String removed, String added) {}

  /**
   * How much may be searched and answered for several texts together. What does not fit in is told
   * in fewer and longer hunks.
   */
  public static final class Allowance {
    /** The steps of the search, at most: about those for 10,000 words. */
    private static final long STEPS = 100_000_000;

    private static final int HUNKS = 1_000;

    private long steps = STEPS;
    private int hunks = HUNKS;

    /** Whether there is any left. */
    public boolean isLeft() {
      return hunks > 0;
    }

    private boolean affords(long cost) {
      if (cost > steps) {
        return false;
      }
      steps -= cost;
      return true;
    }

    /** These hunks; those that are too many are one with all that stands between them. */
    private List<Hunk> bounded(List<Hunk> all, String before, String after) {
      int kept = Math.min(all.size(), Math.max(hunks, 1));
      hunks -= kept;
      if (kept == all.size()) {
        return all;
      }
      List<Hunk> first = all.subList(0, kept - 1);
      int shift = 0;
      for (Hunk hunk : first) {
        shift += hunk.added().length() - hunk.removed().length();
      }
      int start = all.get(kept - 1).offset();
      int end = all.getLast().offset() + all.getLast().removed().length();
      int behind = before.length() - end;
      List<Hunk> bounded = new ArrayList<>(first);
      bounded.add(
          new Hunk(
              start,
              before.substring(start, end),
              after.substring(start + shift, after.length() - behind)));
      return bounded;
    }
  }

  /** Compares two texts. What is too long to be compared word by word is one hunk. */
  public static WordHunks between(String before, String after) {
    return between(before, after, new Allowance());
  }

  /** Compares two of several texts that have an allowance together. */
  public static WordHunks between(String before, String after, Allowance allowance) {
    Search search = new Search(allowance);
    search.compare(before, after);
    return new WordHunks(allowance.bounded(search.hunks, before, after));
  }

  /** The hunks as they are answered: {@code [{offset, removed, added}]}. */
  public JsonArray toJson() {
    return JsonArray.ofAll(
        hunks,
        hunk ->
            JsonObject.builder()
                .put("offset", hunk.offset())
                .put("removed", hunk.removed())
                .put("added", hunk.added())
                .build());
  }

  private static final class Search {
    private final List<Hunk> hunks = new ArrayList<>();
    private final Allowance allowance;

    Search(Allowance allowance) {
      this.allowance = allowance;
    }

    void compare(String before, String after) {
      Parts words = Parts.of(before, after, WORDS, 0);
      if (isAffordable(words)) {
        hunks.addAll(changes(words));
        return;
      }
      Parts lines = Parts.of(before, after, LINES, 0);
      if (!isAffordable(lines)) {
        hunks.add(words.whole());
        return;
      }
      for (Hunk block : changes(lines)) {
        Parts inner = Parts.of(block.removed(), block.added(), WORDS, block.offset());
        if (isAffordable(inner)) {
          hunks.addAll(changes(inner));
        } else {
          hunks.add(inner.whole());
        }
      }
    }

    private boolean isAffordable(Parts parts) {
      // Myers' search takes this many steps when the two have nothing in common.
      long length = (long) parts.before().size() + parts.after().size();
      return allowance.affords(length * length);
    }

    private static List<Hunk> changes(Parts parts) {
      List<Change> changes =
          new ArrayList<>(
              new MyersDiffWithLinearSpace<String>()
                  .computeDiff(parts.before(), parts.after(), null));
      changes.sort(
          Comparator.<Change>comparingInt(change -> change.startOriginal)
              .thenComparingInt(change -> change.startRevised));
      List<Hunk> hunks = new ArrayList<>();
      int offset = parts.offset();
      int at = 0;
      for (Change change : changes) {
        offset += length(parts.before().subList(at, change.startOriginal));
        Hunk hunk =
            new Hunk(
                offset,
                String.join("", parts.before().subList(change.startOriginal, change.endOriginal)),
                String.join("", parts.after().subList(change.startRevised, change.endRevised)));
        hunks.add(hunk);
        offset += hunk.removed().length();
        at = change.endOriginal;
      }
      return joined(hunks);
    }

    /** A removal and an addition at one place are one hunk. */
    private static List<Hunk> joined(List<Hunk> hunks) {
      List<Hunk> joined = new ArrayList<>();
      for (Hunk hunk : hunks) {
        if (!joined.isEmpty()) {
          Hunk last = joined.getLast();
          if (last.offset() + last.removed().length() == hunk.offset()) {
            joined.set(
                joined.size() - 1,
                new Hunk(
                    last.offset(), last.removed() + hunk.removed(), last.added() + hunk.added()));
            continue;
          }
        }
        joined.add(hunk);
      }
      return joined;
    }

    private static int length(List<String> parts) {
      return parts.stream().mapToInt(String::length).sum();
    }
  }

  /** Two texts in parts, without what they begin and end with alike. */
  private record Parts(List<String> before, List<String> after, int offset) {

    static Parts of(String before, String after, Pattern pattern, int offset) {
      List<String> first = split(before, pattern);
      List<String> second = split(after, pattern);
      int shorter = Math.min(first.size(), second.size());
      int start = 0;
      int skipped = 0;
      while (start < shorter && first.get(start).equals(second.get(start))) {
        skipped += first.get(start++).length();
      }
      int end = 0;
      while (end < shorter - start
          && first.get(first.size() - 1 - end).equals(second.get(second.size() - 1 - end))) {
        end++;
      }
      return new Parts(
          first.subList(start, first.size() - end),
          second.subList(start, second.size() - end),
          offset + skipped);
    }

    private static List<String> split(String text, Pattern pattern) {
      List<String> parts = new ArrayList<>();
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        parts.add(matcher.group());
      }
      return parts;
    }

    Hunk whole() {
      return new Hunk(offset, String.join("", before), String.join("", after));
    }
  }
}
