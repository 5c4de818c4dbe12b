package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.ContentChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** What holds for every merge, as assertions over a base and two sides. */
final class MergeLaws {
  private final ContentShape shape;
  private final Json base;
  private final Json live;
  private final Json draft;

  MergeLaws(Json base, Json live, Json draft, ContentShape shape) {
    this.base = base;
    this.live = live;
    this.draft = draft;
    this.shape = shape;
  }

  /** All laws; gives back the merge without resolutions. */
  Merge hold() {
    Merge merge = Merge.of(base, live, draft, shape);
    oneSideAloneIsTaken();
    sidesAreEqual(merge);
    pathsOfConflictsAreUnique(merge);
    conflictsTellWhatStandsThere(merge);
    noChangeIsLost(live, merge.content(), merge.conflicts());
    noChangeIsLost(draft, merge.content(), merge.conflicts());
    nothingIsMadeUp(merge);
    listsStayIdentified(merge.content());
    membersStandOnce(merge.content());
    if (merge.isClean() && danglingEdges(live).isEmpty() && danglingEdges(draft).isEmpty()) {
      assertThat(danglingEdges(merge.content())).isEmpty();
    }
    return merge;
  }

  private List<Reference> danglingEdges(Json content) {
    return Reference.dangling(content, shape).stream()
        .filter(reference -> reference.path().startsWith("/flow/edges/"))
        .toList();
  }

  void oneSideAloneIsTaken() {
    assertThat(exactly(Merge.of(base, base, draft, shape))).isEqualTo(exactly(draft));
    assertThat(exactly(Merge.of(base, live, base, shape))).isEqualTo(exactly(live));
    assertThat(exactly(Merge.of(base, live, live, shape))).isEqualTo(exactly(live));
  }

  void sidesAreEqual(Merge merge) {
    Merge swapped = Merge.of(base, /* live= */ draft, /* draft= */ live, shape);
    if (merge.isClean()) {
      assertThat(swapped.content()).isEqualTo(merge.content());
    }
    assertThat(swapped.isClean()).isEqualTo(merge.isClean());
    assertThat(paths(contradictions(swapped))).isEqualTo(paths(contradictions(merge)));
  }

  /** The conflicts that do not depend on which side the content shows at others. */
  private static List<MergeConflict> contradictions(Merge merge) {
    return merge.conflicts().stream()
        .filter(conflict ->
            switch (conflict.kind()) {
              case BOTH_CHANGED, BOTH_ADDED, REMOVED_IN_LIVE, REMOVED_IN_DRAFT, BOTH_MOVED -> true;
              case PLACED_TWICE, DANGLING -> false;
            })
        .toList();
  }

  private void pathsOfConflictsAreUnique(Merge merge) {
    assertThat(paths(merge.conflicts())).isSorted().doesNotHaveDuplicates();
    assertThat(merge.unresolved()).isEqualTo(merge.conflicts());
  }

  private void conflictsTellWhatStandsThere(Merge merge) {
    for (MergeConflict conflict : merge.conflicts()) {
      switch (conflict.kind()) {
        case BOTH_MOVED -> assertThat(conflict.live()).isNotEqualTo(conflict.draft());
        case PLACED_TWICE -> assertThat(conflict.draft()).isEqualTo(at(draft, conflict.path()));
        case DANGLING -> {
          assertThat(conflict.live()).isEqualTo(at(live, conflict.path()));
          assertThat(conflict.draft()).isEqualTo(at(draft, conflict.path()));
        }
        case BOTH_CHANGED, BOTH_ADDED, REMOVED_IN_LIVE, REMOVED_IN_DRAFT -> {
          assertThat(conflict.base()).isEqualTo(at(base, conflict.path()));
          assertThat(conflict.live()).isEqualTo(at(live, conflict.path()));
          assertThat(conflict.draft()).isEqualTo(at(draft, conflict.path()));
          assertThat(conflict.live()).isNotEqualTo(conflict.draft());
        }
      }
    }
  }

  /**
   * Each change of a side is in the content, or there is a conflict at, above or below its path.
   */
  void noChangeIsLost(Json side, Json merged, List<MergeConflict> conflicts) {
    for (ContentChange change : ContentComparison.changes(base, side, shape)) {
      if (isDisputed(change.path(), conflicts)) {
        continue;
      }
      Optional<Json> found = at(merged, change.path());
      switch (change.kind()) {
        case ADDED, CHANGED ->
            assertThat(found.isPresent() && covers(found.get(), change.after().orElseThrow()))
                .as("%s in %s", change, merged)
                .isTrue();
        case REMOVED ->
            // An identified list without members is as good as none.
            assertThat(found.filter(value -> !isIdentifiedList(change.path())))
                .as("%s in %s", change, merged)
                .isEmpty();
        case MOVED -> assertThat(found).as("%s in %s", change, merged).isPresent();
      }
    }
    orderIsKept("", "", side, merged, conflicts);
  }

  /** Whatever two members of the base a side has put in another order, they are in that order. */
  private void orderIsKept(
      String path, String pattern, Json side, Json merged, List<MergeConflict> conflicts) {
    Optional<Json> before = at(base, path);
    if (before.isEmpty()) {
      return;
    }
    if (side instanceof JsonObject object && merged instanceof JsonObject result) {
      object
          .members()
          .forEach((name, value) ->
              result
                  .get(name)
                  .ifPresent(other ->
                      orderIsKept(
                          JsonPointer.child(path, name),
                          shape.memberPattern(pattern, name),
                          value,
                          other,
                          conflicts)));
      return;
    }
    Optional<Map<String, Json>> b = IdentifiedList.members(before.get(), pattern, shape);
    Optional<Map<String, Json>> s = IdentifiedList.members(side, pattern, shape);
    Optional<Map<String, Json>> m = IdentifiedList.members(merged, pattern, shape);
    if (b.isEmpty() || s.isEmpty() || m.isEmpty()) {
      return;
    }
    List<String> ids = new ArrayList<>(b.get().keySet());
    ids.retainAll(s.get().keySet());
    ids.retainAll(m.get().keySet());
    Map<String, Integer> onSide = IdentifiedList.positions(s.get().keySet());
    Map<String, Integer> inMerged = IdentifiedList.positions(m.get().keySet());
    if (conflicts.stream().noneMatch(conflict -> isAtOrAbove(conflict.path(), path))) {
      for (int i = 0; i < ids.size(); i++) {
        for (int j = i + 1; j < ids.size(); j++) {
          if (onSide.get(ids.get(i)) > onSide.get(ids.get(j))) {
            assertThat(inMerged.get(ids.get(i)))
                .as("%s: %s behind %s", path, ids.get(i), ids.get(j))
                .isGreaterThan(inMerged.get(ids.get(j)));
          }
        }
      }
    }
    for (String id : ids) {
      orderIsKept(
          JsonPointer.child(path, id),
          ContentShape.itemPattern(pattern),
          s.get().get(id),
          m.get().get(id),
          conflicts);
    }
  }

  /** Each change of the merged content is at, above or below a change of one of the sides. */
  private void nothingIsMadeUp(Merge merge) {
    Set<String> changed = new HashSet<>();
    ContentComparison.changes(base, live, shape).forEach(change -> changed.add(change.path()));
    ContentComparison.changes(base, draft, shape).forEach(change -> changed.add(change.path()));
    for (ContentChange change : ContentComparison.changes(base, merge.content(), shape)) {
      // Which of two members that changed places is called the moved one is a matter of the list.
      if (change.kind() != Kind.MOVED) {
        assertThat(changed)
            .as("%s", change)
            .anyMatch(path -> GalleyPaths.related(path, change.path()));
        Optional<Json> value = at(merge.content(), change.path());
        if (!isDisputed(change.path(), merge.conflicts())
            && change.kind() == Kind.CHANGED
            && !(value.get() instanceof JsonArray)) {
          assertThat(List.of(at(live, change.path()), at(draft, change.path()))).contains(value);
        }
      }
    }
  }

  /** A list that is identified on all sides is so in the content. */
  private void listsStayIdentified(Json merged) {
    for (String pattern : shape.lists().keySet()) {
      if (!pattern.contains("*")
          && isIdentifiedOrAbsent(base, pattern)
          && isIdentifiedOrAbsent(live, pattern)
          && isIdentifiedOrAbsent(draft, pattern)) {
        assertThat(isIdentifiedOrAbsent(merged, pattern)).as(pattern).isTrue();
      }
    }
  }

  /** Takes a side at every conflict until none is left, and tells whose changes must be there. */
  void everyConflictCanBeResolved(Random random) {
    for (Resolution.Take take : List.of(Resolution.Take.LIVE, Resolution.Take.DRAFT)) {
      Merge merge = resolved(path -> take);
      assertThat(exactly(merge)).isNotNull();
    }
    resolved(path -> random.nextBoolean() ? Resolution.Take.LIVE : Resolution.Take.DRAFT);
  }

  Merge resolved(Function<String, Resolution.Take> decide) {
    Map<String, Resolution> resolutions = new HashMap<>();
    Merge merge = Merge.of(base, live, draft, shape);
    for (int round = 0; !merge.isClean(); round++) {
      assertThat(round).as("rounds").isLessThan(10);
      for (MergeConflict conflict : merge.unresolved()) {
        String path = conflict.path();
        resolutions.put(path, new Resolution(path, decide.apply(path), Optional.empty()));
      }
      merge = Merge.of(base, live, draft, shape, List.copyOf(resolutions.values()));
    }
    for (MergeConflict conflict : merge.conflicts()) {
      switch (conflict.kind()) {
        case BOTH_CHANGED, BOTH_ADDED -> {
          if (hasFollowingConflicts(merge)) {
            continue;
          }
          boolean isLive = resolutions.get(conflict.path()).take() == Resolution.Take.LIVE;
          assertThat(at(merge.content(), conflict.path()))
              .isIn(isLive ? conflict.live() : conflict.draft(), Optional.empty());
        }
        case REMOVED_IN_LIVE, REMOVED_IN_DRAFT, BOTH_MOVED, PLACED_TWICE, DANGLING -> {}
      }
    }
    listsStayIdentified(merge.content());
    membersStandOnce(merge.content());
    return merge;
  }

  /** Whether a member was placed elsewhere, or taken out since it named what is gone. */
  private static boolean hasFollowingConflicts(Merge merge) {
    return merge.conflicts().stream()
        .anyMatch(conflict ->
            switch (conflict.kind()) {
              case BOTH_CHANGED, BOTH_ADDED, REMOVED_IN_LIVE, REMOVED_IN_DRAFT, BOTH_MOVED -> false;
              case PLACED_TWICE, DANGLING -> true;
            });
  }

  /** Where identities are unique over all levels of a recurring list, they stay so. */
  private void membersStandOnce(Json merged) {
    if (standOnce(base, shape) && standOnce(live, shape) && standOnce(draft, shape)) {
      assertThat(standOnce(merged, shape)).as("%s", merged).isTrue();
    }
  }

  static boolean standOnce(Json content, ContentShape shape) {
    return shape.recurring().values().stream()
        .allMatch(list ->
            ListMembers.places(content, list, shape).values().stream()
                .allMatch(places -> places.size() == 1));
  }

  private boolean isIdentifiedOrAbsent(Json content, String pattern) {
    return at(content, pattern)
        .map(list -> IdentifiedList.members(list, pattern, shape).isPresent())
        .orElse(true);
  }

  private boolean isIdentifiedList(String path) {
    return at(base, path).equals(Optional.of(JsonArray.EMPTY)) && shape.keyOf(path).isPresent();
  }

  /** Whether a value has all that another one has: members of objects and of lists of members. */
  private static boolean covers(Json value, Json part) {
    if (value.equals(part)) {
      return true;
    }
    if (value instanceof JsonObject object && part instanceof JsonObject other) {
      return other.members().entrySet().stream()
          .allMatch(member ->
              object.get(member.getKey()).filter(v -> covers(v, member.getValue())).isPresent());
    }
    return value instanceof JsonArray list
        && part instanceof JsonArray other
        && other.items().stream()
            .allMatch(item -> list.items().stream().anyMatch(v -> covers(v, item)));
  }

  private Optional<Json> at(Json content, String path) {
    return GalleyPaths.at(content, path, shape);
  }

  private static boolean isDisputed(String path, List<MergeConflict> conflicts) {
    return conflicts.stream().anyMatch(conflict -> GalleyPaths.related(conflict.path(), path));
  }

  private static boolean isAtOrAbove(String path, String other) {
    return path.equals(other) || other.startsWith(path + "/");
  }

  private static List<String> paths(List<MergeConflict> conflicts) {
    return conflicts.stream().map(MergeConflict::path).toList();
  }

  /** With the order of the members of lists, without that of the members of objects. */
  private static String exactly(Json content) {
    return CanonicalJson.write(content);
  }

  private static String exactly(Merge merge) {
    assertThat(merge.unresolved()).isEmpty();
    return exactly(merge.content());
  }
}
