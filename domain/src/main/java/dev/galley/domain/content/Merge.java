package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A draft brought onto the live state: what both have made of their base, in one content.
 *
 * <p>Members of objects are merged each for itself, members of identified lists by their identity,
 * items of other lists by position when all three lists are equally long; all else is one value.
 * What one side changed is taken, what both changed alike is taken once, what they changed
 * differently is a conflict. So is a removal of what the other side changed or moved. Members keep
 * the order that a side gave them; what both sides add at the same place stands in the order of its
 * identities.
 *
 * <p>With base {@code b} and any {@code x}: {@code merge(b, b, x) = x}, {@code merge(b, x, b) = x},
 * {@code merge(b, x, x) = x}; a merge without conflicts is the same with live and draft swapped;
 * each change of a side is in the merged content, or at, above or below the path of a conflict.
 *
 * @param content the merged content. At a conflict without a resolution it has live's value.
 * @param conflicts all conflicts, those with a resolution as well, in the order of their paths
 * @param unresolved the conflicts without a resolution. While there are any, the content is a
 *     preview and not to be kept.
 */
public record Merge(Json content, List<MergeConflict> conflicts, List<MergeConflict> unresolved) {

  public Merge {
    Objects.requireNonNull(content, "content");
    conflicts = List.copyOf(conflicts);
    unresolved = List.copyOf(unresolved);
  }

  /** Merges and resolves no conflict. */
  public static Merge of(Json base, Json live, Json draft, ContentShape shape) {
    return Merging.merge(base, live, draft, shape, Map.of());
  }

  /**
   * Merges, and settles conflicts as somebody decided.
   *
   * <p>A resolution may show a conflict that was not there without it, or do away with one (an edge
   * to a step that stays after all). A resolution is accepted when its path is that of a conflict
   * with all the resolutions, with none, or with those to the conflicts found so.
   *
   * @throws InvalidContent with a pointer to each resolution ({@code /<index>/path} or {@code
   *     /<index>/value}) whose path is not that of a conflict, or is there twice, or whose value
   *     can't stand there
   */
  public static Merge of(
      Json base, Json live, Json draft, ContentShape shape, List<Resolution> resolutions) {
    Merge plain = of(base, live, draft, shape);
    if (resolutions.isEmpty()) {
      return plain;
    }
    Map<String, Merging.Decision> decisions = new HashMap<>();
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < resolutions.size(); i++) {
      Resolution resolution = resolutions.get(i);
      if (decisions.putIfAbsent(resolution.path(), new Merging.Decision(i, resolution)) != null) {
        errors.add(pathError(i, resolution, "each path once"));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    Merge resolved = Merging.merge(base, live, draft, shape, decisions);
    Set<String> paths = paths(plain);
    boolean more = true;
    while (more && !paths.containsAll(decisions.keySet())) {
      // What somebody sees who decides all that he is shown, and then is shown what follows.
      Map<String, Merging.Decision> shown = new HashMap<>(decisions);
      shown.keySet().retainAll(paths);
      more = paths.addAll(paths(Merging.merge(base, live, draft, shape, shown)));
    }
    paths.addAll(paths(resolved));
    for (int i = 0; i < resolutions.size(); i++) {
      if (!paths.contains(resolutions.get(i).path())) {
        errors.add(pathError(i, resolutions.get(i), "the path of a conflict"));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return resolved;
  }

  private static Set<String> paths(Merge merge) {
    Set<String> paths = new HashSet<>();
    merge.conflicts.forEach(conflict -> paths.add(conflict.path()));
    return paths;
  }

  private static FieldError pathError(int index, Resolution resolution, String expected) {
    return new FieldError(
        "/" + index + "/path", "path: " + resolution.path() + " (expected: " + expected + ")");
  }

  /** Whether nothing is left to decide. */
  public boolean isClean() {
    return unresolved.isEmpty();
  }
}
