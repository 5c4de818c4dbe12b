package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order in which the members of an identified list stand after two sides have changed it.
 *
 * <p>Members that neither side moved stay as they were in the base. A member that one side moved or
 * added stands behind the same unmoved member as on that side. What both sides put at the same
 * place stands in the order of its identities; a member that both added at different places stands
 * at the first of them. The work grows as n log n.
 */
final class ListOrder {
  private final List<String> base;
  private final Set<String> inBase;
  private final List<String> live;
  private final List<String> draft;

  /** The orders of the three sides, of which only {@code members} count. */
  ListOrder(
      Collection<String> base,
      Collection<String> live,
      Collection<String> draft,
      Set<String> members) {
    this.base = base.stream().filter(members::contains).toList();
    this.inBase = new HashSet<>(this.base);
    this.live = live.stream().filter(members::contains).toList();
    this.draft = draft.stream().filter(members::contains).toList();
  }

  /**
   * The order that keeps what both sides moved.
   *
   * @return nothing when it can't be kept: both moved a member to different places, or the moves of
   *     one undo those of the other
   */
  Optional<List<String>> merged(Set<String> movedInLive, Set<String> movedInDraft) {
    Optional<List<String>> order = placed(movedInLive, movedInDraft);
    boolean bothMoved = !movedInLive.isEmpty() && !movedInDraft.isEmpty();
    return order.filter(ids -> !bothMoved || (keeps(live, ids) && keeps(draft, ids)));
  }

  /** The order of the live side, with what the draft added. */
  List<String> asInLive(Set<String> movedInLive) {
    return placed(movedInLive, Set.of()).orElseThrow();
  }

  /** The order of the draft, with what the live side added. */
  List<String> asInDraft(Set<String> movedInDraft) {
    return placed(Set.of(), movedInDraft).orElseThrow();
  }

  private Optional<List<String>> placed(Set<String> movedInLive, Set<String> movedInDraft) {
    List<String> unmoved =
        base.stream()
            .filter(id -> !movedInLive.contains(id) && !movedInDraft.contains(id))
            .toList();
    Map<String, Integer> positions = IdentifiedList.positions(unmoved);
    List<List<String>> byLive = gaps(live, movedInLive, positions);
    List<List<String>> byDraft = gaps(draft, movedInDraft, positions);
    if (!placeOnce(byLive, byDraft)) {
      return Optional.empty();
    }
    List<String> order = new ArrayList<>();
    for (int gap = 0; gap <= unmoved.size(); gap++) {
      if (gap > 0) {
        order.add(unmoved.get(gap - 1));
      }
      Optional<List<String>> both = together(byLive.get(gap), byDraft.get(gap));
      if (both.isEmpty()) {
        return Optional.empty();
      }
      order.addAll(both.get());
    }
    return Optional.of(order);
  }

  /** What a side moved or added, by the unmoved member that it stands behind (0: behind none). */
  private List<List<String>> gaps(
      List<String> side, Set<String> moved, Map<String, Integer> unmoved) {
    List<List<String>> gaps = new ArrayList<>(unmoved.size() + 1);
    for (int i = 0; i <= unmoved.size(); i++) {
      gaps.add(new ArrayList<>(0));
    }
    int gap = 0;
    for (String id : side) {
      Integer position = unmoved.get(id);
      if (position != null) {
        gap = position + 1;
      } else if (moved.contains(id) || !inBase.contains(id)) {
        gaps.get(gap).add(id);
      }
    }
    return gaps;
  }

  /** Leaves what both sides placed in the first gap only; false when both moved it apart. */
  private boolean placeOnce(List<List<String>> byLive, List<List<String>> byDraft) {
    Map<String, Integer> inLive = new HashMap<>();
    for (int gap = 0; gap < byLive.size(); gap++) {
      for (String id : byLive.get(gap)) {
        inLive.put(id, gap);
      }
    }
    Set<String> laterInLive = new HashSet<>();
    Set<String> laterInDraft = new HashSet<>();
    for (int gap = 0; gap < byDraft.size(); gap++) {
      for (String id : byDraft.get(gap)) {
        int other = inLive.getOrDefault(id, gap);
        if (other != gap && inBase.contains(id)) {
          return false;
        }
        if (other != gap) {
          (other < gap ? laterInDraft : laterInLive).add(id);
        }
      }
    }
    byLive.forEach(ids -> ids.removeAll(laterInLive));
    byDraft.forEach(ids -> ids.removeAll(laterInDraft));
    return true;
  }

  private Optional<List<String>> together(List<String> live, List<String> draft) {
    if (live.isEmpty() || live.equals(draft)) {
      return Optional.of(draft);
    }
    if (draft.isEmpty()) {
      return Optional.of(live);
    }
    Set<String> inDraft = new HashSet<>(draft);
    Set<String> inLive = new HashSet<>(live);
    List<String> common = live.stream().filter(inDraft::contains).toList();
    if (!common.equals(draft.stream().filter(inLive::contains).toList())) {
      return Optional.of(new TreeSet<>(concat(live, draft)))
          .filter(ids -> ids.stream().noneMatch(inBase::contains))
          .map(List::copyOf);
    }
    List<String> order = new ArrayList<>();
    int l = 0;
    int d = 0;
    for (String id : common) {
      int liveEnd = l + live.subList(l, live.size()).indexOf(id);
      int draftEnd = d + draft.subList(d, draft.size()).indexOf(id);
      order.addAll(between(live.subList(l, liveEnd), draft.subList(d, draftEnd)));
      order.add(id);
      l = liveEnd + 1;
      d = draftEnd + 1;
    }
    order.addAll(between(live.subList(l, live.size()), draft.subList(d, draft.size())));
    return Optional.of(order);
  }

  /** The order of two runs that have no member in common. */
  private List<String> between(List<String> live, List<String> draft) {
    if (live.isEmpty() || draft.isEmpty()) {
      return live.isEmpty() ? draft : live;
    }
    List<String> all = concat(live, draft);
    if (all.stream().noneMatch(inBase::contains)) {
      return all.stream().sorted().toList();
    }
    // Moved members keep the order that their side gave them.
    List<String> order = new ArrayList<>(all.size());
    int l = 0;
    int d = 0;
    while (l < live.size() && d < draft.size()) {
      order.add(live.get(l).compareTo(draft.get(d)) < 0 ? live.get(l++) : draft.get(d++));
    }
    order.addAll(live.subList(l, live.size()));
    order.addAll(draft.subList(d, draft.size()));
    return order;
  }

  private static List<String> concat(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  /** Whether every two members of the base that a side put in another order are in that order. */
  private boolean keeps(List<String> side, List<String> result) {
    Map<String, Integer> onSide = IdentifiedList.positions(side);
    Map<String, Integer> inResult = IdentifiedList.positions(result);
    // Of the members seen so far whose place on the side is at or behind an index: the first place
    // in the result. A Fenwick tree of minima, over the places from the last to the first.
    int[] first = new int[side.size() + 1];
    Arrays.fill(first, Integer.MAX_VALUE);
    for (String id : base) {
      Integer place = onSide.get(id);
      if (place == null) {
        continue;
      }
      int fromLast = side.size() - place;
      int earliest = Integer.MAX_VALUE;
      for (int i = fromLast - 1; i > 0; i -= i & -i) {
        earliest = Math.min(earliest, first[i]);
      }
      int here = inResult.get(id);
      if (earliest < here) {
        return false;
      }
      for (int i = fromLast; i < first.length; i += i & -i) {
        first[i] = Math.min(first[i], here);
      }
    }
    return true;
  }
}
