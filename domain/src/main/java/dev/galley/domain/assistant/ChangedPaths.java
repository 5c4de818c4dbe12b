package dev.galley.domain.assistant;

import java.util.ArrayList;
import java.util.List;

/**
 * The places that a change touched, as Galley paths.
 *
 * @param paths at most {@value #KEPT}
 * @param truncated whether there were more
 */
public record ChangedPaths(List<String> paths, boolean truncated) {

  /** How many paths are kept of one change. */
  public static final int KEPT = 1_000;

  /** No place. */
  public static final ChangedPaths NONE = new ChangedPaths(List.of(), false);

  public ChangedPaths {
    paths = List.copyOf(paths);
    if (paths.size() > KEPT) {
      throw new IllegalArgumentException(
          "paths: " + paths.size() + " (expected: at most " + KEPT + ")");
    }
  }

  /** The first of these paths. */
  public static ChangedPaths of(List<String> all) {
    return all.size() <= KEPT
        ? new ChangedPaths(all, false)
        : new ChangedPaths(all.subList(0, KEPT), true);
  }

  /** These paths and one more, if there is room. */
  public ChangedPaths plus(String path) {
    if (paths.size() == KEPT) {
      return new ChangedPaths(paths, true);
    }
    List<String> more = new ArrayList<>(paths);
    more.add(path);
    return new ChangedPaths(more, truncated);
  }
}
