package dev.galley.domain.assistant;

import java.util.ArrayList;
import java.util.List;

/**
 * The places that a change touched, as Galley paths.
 *
 * @param paths at most {@value #KEPT}, together at most {@value #CHARACTERS} characters
 * @param truncated whether there were more
 */
public record ChangedPaths(List<String> paths, boolean truncated) {

  /** How many paths are kept of one change. */
  public static final int KEPT = 1_000;

  /** How long they may be together: they travel with events, whose size has a limit. */
  public static final int CHARACTERS = 128 * 1024;

  /** No place. */
  public static final ChangedPaths NONE = new ChangedPaths(List.of(), false);

  public ChangedPaths {
    paths = List.copyOf(paths);
    if (paths.size() > KEPT || length(paths) > CHARACTERS) {
      throw new IllegalArgumentException(
          "paths: "
              + paths.size()
              + " of "
              + length(paths)
              + " characters (expected: at most "
              + KEPT
              + " of "
              + CHARACTERS
              + ")");
    }
  }

  private static int length(List<String> paths) {
    return paths.stream().mapToInt(String::length).sum();
  }

  /** The first of these paths. */
  public static ChangedPaths of(List<String> all) {
    int kept = 0;
    int length = 0;
    while (kept < Math.min(all.size(), KEPT) && length + all.get(kept).length() <= CHARACTERS) {
      length += all.get(kept++).length();
    }
    return new ChangedPaths(all.subList(0, kept), kept < all.size());
  }

  /** These paths but for a member of the content and what is in it. */
  public ChangedPaths without(String member) {
    return new ChangedPaths(
        paths.stream()
            .filter(path -> !path.equals(member) && !path.startsWith(member + '/'))
            .toList(),
        truncated);
  }

  /** These paths and one more, if there is room. */
  public ChangedPaths plus(String path) {
    if (paths.size() == KEPT || length(paths) + path.length() > CHARACTERS) {
      return new ChangedPaths(paths, true);
    }
    List<String> more = new ArrayList<>(paths);
    more.add(path);
    return new ChangedPaths(more, truncated);
  }
}
