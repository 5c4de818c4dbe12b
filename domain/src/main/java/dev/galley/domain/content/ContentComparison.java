package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what makes one content another: the changes, per path, members of identified lists by their
 * identity.
 *
 * <p>Comparing a content with itself gives no change, and swapping the sides swaps before and
 * after. The work grows linearly with the size of the contents (and n log n in the length of an
 * identified list).
 */
public final class ContentComparison {
  private final ContentShape shape;
  private final List<ContentChange> changes = new ArrayList<>();

  private ContentComparison(ContentShape shape) {
    this.shape = shape;
  }

  /** The changes that make {@code from} to {@code to}, in the order of their paths. */
  public static List<ContentChange> changes(Json from, Json to, ContentShape shape) {
    ContentComparison comparison = new ContentComparison(shape);
    comparison.compare(JsonPointer.ROOT, JsonPointer.ROOT, from, to);
    return List.copyOf(comparison.changes);
  }

  /** The paths of {@link #changes}, each once. */
  public static List<String> changedPaths(Json from, Json to, ContentShape shape) {
    return changes(from, to, shape).stream().map(ContentChange::path).distinct().toList();
  }

  private void compare(String path, String pattern, Json from, Json to) {
    if (from instanceof JsonObject before && to instanceof JsonObject after) {
      compareObjects(path, pattern, before, after);
      return;
    }
    if (from instanceof JsonArray before && to instanceof JsonArray after) {
      Optional<Map<String, Json>> membersBefore = byIdentity(pattern, before);
      Optional<Map<String, Json>> membersAfter = byIdentity(pattern, after);
      if (membersBefore.isPresent() && membersAfter.isPresent()) {
        compareMembers(path, pattern, membersBefore.get(), membersAfter.get());
        return;
      }
    }
    if (!from.equals(to)) {
      add(path, ContentChange.Kind.CHANGED, Optional.of(from), Optional.of(to));
    }
  }

  private void compareObjects(String path, String pattern, JsonObject before, JsonObject after) {
    TreeSet<String> names = new TreeSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    for (String name : names) {
      compareSides(
          JsonPointer.child(path, name),
          JsonPointer.child(pattern, name),
          before.get(name),
          after.get(name));
    }
  }

  private void compareMembers(
      String path, String pattern, Map<String, Json> before, Map<String, Json> after) {
    TreeSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    Set<String> moved = moved(before, after);
    String memberPattern = pattern + "/*";
    for (String id : ids) {
      String member = JsonPointer.child(path, id);
      Optional<Json> was = Optional.ofNullable(before.get(id));
      Optional<Json> is = Optional.ofNullable(after.get(id));
      if (moved.contains(id)) {
        add(member, ContentChange.Kind.MOVED, was, is);
      }
      compareSides(member, memberPattern, was, is);
    }
  }

  private void compareSides(
      String path, String pattern, Optional<Json> before, Optional<Json> after) {
    if (before.isPresent() && after.isPresent()) {
      compare(path, pattern, before.get(), after.get());
      return;
    }
    Optional<Map<String, Json>> members =
        before.or(() -> after).flatMap(side -> membersOf(pattern, side));
    if (members.isPresent()) {
      // A list that is not there is one without members.
      compareMembers(
          path,
          pattern,
          before.isPresent() ? members.get() : Map.of(),
          after.isPresent() ? members.get() : Map.of());
    } else if (before.isPresent()) {
      add(path, ContentChange.Kind.REMOVED, before, Optional.empty());
    } else {
      add(path, ContentChange.Kind.ADDED, Optional.empty(), after);
    }
  }

  private Optional<Map<String, Json>> membersOf(String pattern, Json value) {
    return value instanceof JsonArray list && !list.isEmpty()
        ? byIdentity(pattern, list)
        : Optional.empty();
  }

  private void add(
      String path, ContentChange.Kind kind, Optional<Json> before, Optional<Json> after) {
    changes.add(new ContentChange(path, kind, before, after));
  }

  /** The members by identity, in their order; nothing when the list is a plain value. */
  private Optional<Map<String, Json>> byIdentity(String pattern, JsonArray list) {
    Optional<ContentShape.MemberKey> key = shape.keyOf(pattern);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Json> members = LinkedHashMap.newLinkedHashMap(list.size());
    for (Json member : list.items()) {
      Optional<String> id = key.get().of(member);
      if (id.isEmpty() || members.put(id.get(), member) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(members);
  }

  /**
   * The members that stand on both sides but not in the same order: those outside a longest
   * increasing run of positions, so that one member that was dragged is one move.
   */
  private static Set<String> moved(Map<String, Json> before, Map<String, Json> after) {
    List<String> first = before.keySet().stream().filter(after::containsKey).toList();
    List<String> second = after.keySet().stream().filter(before::containsKey).toList();
    // Of several longest runs the same one has to stay whichever side is called the first.
    return Arrays.compare(first.toArray(String[]::new), second.toArray(String[]::new)) <= 0
        ? outsideLongestRun(first, second)
        : outsideLongestRun(second, first);
  }

  private static Set<String> outsideLongestRun(List<String> order, List<String> common) {
    Map<String, Integer> positions = LinkedHashMap.newLinkedHashMap(order.size());
    for (String id : order) {
      positions.put(id, positions.size());
    }
    int n = common.size();
    int[] sequence = common.stream().mapToInt(positions::get).toArray();
    // tails[l] is the index of the smallest last element of an increasing run of length l + 1.
    int[] tails = new int[n];
    int[] previous = new int[n];
    Arrays.fill(previous, -1);
    int length = 0;
    for (int i = 0; i < n; i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sequence[tails[middle]] < sequence[i]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low > 0) {
        previous[i] = tails[low - 1];
      }
      tails[low] = i;
      length = Math.max(length, low + 1);
    }
    BitSet stayed = new BitSet(n);
    for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
      stayed.set(i);
    }
    Set<String> moved = new TreeSet<>();
    for (int i = stayed.nextClearBit(0); i < n; i = stayed.nextClearBit(i + 1)) {
      moved.add(common.get(i));
    }
    return moved;
  }
}
