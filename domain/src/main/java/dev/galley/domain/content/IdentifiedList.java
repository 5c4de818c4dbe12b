package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads lists whose members have an identity, and tells which of them were moved. */
final class IdentifiedList {

  private IdentifiedList() {}

  /**
   * The members by identity, in their order; nothing when the value is no list, the list is not
   * identified by its shape, a member has no identity, or two have the same.
   */
  static Optional<Map<String, Json>> members(Json list, String pattern, ContentShape shape) {
    Optional<ContentShape.MemberKey> key = shape.keyOf(pattern);
    if (key.isEmpty() || !(list instanceof JsonArray(List<Json> items))) {
      return Optional.empty();
    }
    Map<String, Json> members = LinkedHashMap.newLinkedHashMap(items.size());
    for (Json member : items) {
      Optional<String> id = key.get().of(member);
      if (id.isEmpty() || members.put(id.get(), member) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(members);
  }

  /**
   * The identities that stand on both sides but not in the same order: those outside a longest
   * increasing run of positions, so that one member that was dragged is one move. Swapping the
   * sides gives the same.
   */
  static Set<String> moved(Collection<String> before, Collection<String> after) {
    List<String> first = common(before, after);
    List<String> second = common(after, before);
    // Of several longest runs the same one has to stay whichever side is called the first.
    return Arrays.compare(first.toArray(String[]::new), second.toArray(String[]::new)) <= 0
        ? outsideLongestRun(first, second)
        : outsideLongestRun(second, first);
  }

  private static List<String> common(Collection<String> ids, Collection<String> others) {
    List<String> common = new ArrayList<>(ids);
    common.retainAll(others instanceof Set ? others : Set.copyOf(others));
    return common;
  }

  private static Set<String> outsideLongestRun(List<String> order, List<String> common) {
    if (order.equals(common)) {
      return Set.of();
    }
    Map<String, Integer> positions = positions(order);
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

  /** The place of each identity, from 0. */
  static Map<String, Integer> positions(Collection<String> ids) {
    Map<String, Integer> positions = HashMap.newHashMap(ids.size());
    for (String id : ids) {
      positions.put(id, positions.size());
    }
    return positions;
  }
}
