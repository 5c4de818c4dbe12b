package dev.galley.domain.content;

import dev.galley.domain.content.MergeConflict.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One merge under way. */
final class Merging {
  private final ContentShape shape;
  private final Map<String, Decision> decisions;
  private final List<MergeConflict> conflicts = new ArrayList<>();
  private final Set<String> disputed = new HashSet<>();
  private final Set<String> undecided = new HashSet<>();

  private Merging(ContentShape shape, Map<String, Decision> decisions) {
    this.shape = shape;
    this.decisions = decisions;
  }

  /** A resolution and its place among those that were sent. */
  record Decision(int index, Resolution resolution) {}

  static Merge merge(
      Json base, Json live, Json draft, ContentShape shape, Map<String, Decision> decisions) {
    Merging merging = new Merging(shape, decisions);
    Sides sides = new Sides(Optional.of(base), Optional.of(live), Optional.of(draft));
    // All three sides have a value at the root, and only a value that is absent gives none.
    Json content = merging.merge(JsonPointer.ROOT, JsonPointer.ROOT, sides).orElseThrow();
    if (!base.equals(live) && !base.equals(draft) && !live.equals(draft)) {
      content = merging.withMembersPlacedOnce(content, base, live, draft);
      content = merging.withoutDanglingReferences(content, base, live, draft);
    }
    List<MergeConflict> conflicts =
        merging.conflicts.stream().sorted(Comparator.comparing(MergeConflict::path)).toList();
    return new Merge(
        content,
        conflicts,
        conflicts.stream().filter(conflict -> !decisions.containsKey(conflict.path())).toList());
  }

  /** The values of one place. */
  private record Sides(Optional<Json> base, Optional<Json> live, Optional<Json> draft) {

    /** The three as objects; a base that is absent is an empty one. */
    Optional<Three<JsonObject>> objects() {
      return base.orElse(JsonObject.EMPTY) instanceof JsonObject b
              && live.orElse(JsonNull.NULL) instanceof JsonObject l
              && draft.orElse(JsonNull.NULL) instanceof JsonObject d
          ? Optional.of(new Three<>(b, l, d))
          : Optional.empty();
    }

    /** The three as lists of one length. */
    Optional<Three<List<Json>>> alignedLists() {
      return base.orElse(JsonNull.NULL) instanceof JsonArray(List<Json> b)
              && live.orElse(JsonNull.NULL) instanceof JsonArray(List<Json> l)
              && draft.orElse(JsonNull.NULL) instanceof JsonArray(List<Json> d)
              && b.size() == l.size()
              && b.size() == d.size()
          ? Optional.of(new Three<>(b, l, d))
          : Optional.empty();
    }

    /** The three as identified lists; one that is absent is one without members. */
    Optional<Three<Map<String, Json>>> members(String pattern, ContentShape shape) {
      boolean isEmptied =
          base.equals(Optional.of(JsonArray.EMPTY)) && (live.isEmpty() || draft.isEmpty());
      if (shape.keyOf(pattern).isEmpty() || isEmptied) {
        return Optional.empty();
      }
      Optional<Map<String, Json>> b = members(base, pattern, shape);
      Optional<Map<String, Json>> l = members(live, pattern, shape);
      Optional<Map<String, Json>> d = members(draft, pattern, shape);
      return b.isPresent() && l.isPresent() && d.isPresent()
          ? Optional.of(new Three<>(b.get(), l.get(), d.get()))
          : Optional.empty();
    }

    private static Optional<Map<String, Json>> members(
        Optional<Json> list, String pattern, ContentShape shape) {
      return list.isEmpty()
          ? Optional.of(Map.of())
          : IdentifiedList.members(list.get(), pattern, shape);
    }

    Kind kind() {
      if (live.isEmpty()) {
        return Kind.REMOVED_IN_LIVE;
      }
      if (draft.isEmpty()) {
        return Kind.REMOVED_IN_DRAFT;
      }
      return base.isEmpty() ? Kind.BOTH_ADDED : Kind.BOTH_CHANGED;
    }
  }

  private record Three<T>(T base, T live, T draft) {}

  private Optional<Json> merge(String path, String pattern, Sides sides) {
    if (sides.live().equals(sides.draft()) || sides.base().equals(sides.draft())) {
      return sides.live();
    }
    if (sides.base().equals(sides.live())) {
      return sides.draft();
    }
    Optional<Three<JsonObject>> objects = sides.objects();
    if (objects.isPresent()) {
      return Optional.of(mergeObjects(path, pattern, objects.get()));
    }
    Optional<Three<Map<String, Json>>> members = sides.members(pattern, shape);
    if (members.isPresent()) {
      return mergeMembers(path, pattern, members.get(), sides);
    }
    Optional<Three<List<Json>>> lists = sides.alignedLists();
    if (lists.isPresent() && shape.keyOf(pattern).isEmpty()) {
      return Optional.of(mergeItems(path, pattern, lists.get()));
    }
    return conflict(path, sides.kind(), sides);
  }

  private Json mergeObjects(String path, String pattern, Three<JsonObject> sides) {
    Set<String> names = new LinkedHashSet<>(sides.live().members().keySet());
    names.addAll(sides.draft().members().keySet());
    names.addAll(sides.base().members().keySet());
    Map<String, Json> merged = new LinkedHashMap<>();
    for (String name : names) {
      merge(
              JsonPointer.child(path, name),
              shape.memberPattern(pattern, name),
              new Sides(sides.base().get(name), sides.live().get(name), sides.draft().get(name)))
          .ifPresent(value -> merged.put(name, value));
    }
    return new JsonObject(merged);
  }

  private Json mergeItems(String path, String pattern, Three<List<Json>> sides) {
    List<Json> merged = new ArrayList<>(sides.base().size());
    for (int i = 0; i < sides.base().size(); i++) {
      // An item is on all three sides, and a resolution can't take it away.
      merged.add(
          merge(
                  JsonPointer.child(path, i),
                  ContentShape.itemPattern(pattern),
                  new Sides(
                      Optional.of(sides.base().get(i)),
                      Optional.of(sides.live().get(i)),
                      Optional.of(sides.draft().get(i))))
              .orElseThrow());
    }
    return new JsonArray(merged);
  }

  private Optional<Json> mergeMembers(
      String path, String pattern, Three<Map<String, Json>> lists, Sides whole) {
    Set<String> movedInLive = IdentifiedList.moved(lists.base().keySet(), lists.live().keySet());
    Set<String> movedInDraft = IdentifiedList.moved(lists.base().keySet(), lists.draft().keySet());
    Set<String> ids = new LinkedHashSet<>(lists.live().keySet());
    ids.addAll(lists.draft().keySet());
    ids.addAll(lists.base().keySet());
    Map<String, Json> merged = new HashMap<>();
    // A member that may yet stay counts for the order, so that all conflicts are told at once.
    Set<String> possible = new HashSet<>();
    for (String id : ids) {
      Sides sides =
          new Sides(
              Optional.ofNullable(lists.base().get(id)),
              Optional.ofNullable(lists.live().get(id)),
              Optional.ofNullable(lists.draft().get(id)));
      String member = JsonPointer.child(path, id);
      mergeMember(member, pattern, id, sides, movedInLive.contains(id) || movedInDraft.contains(id))
          .ifPresent(value -> merged.put(id, value));
      if (merged.containsKey(id) || undecided.contains(member)) {
        possible.add(id);
      }
    }
    List<Json> ordered =
        order(path, lists, possible, movedInLive, movedInDraft).stream()
            .filter(merged::containsKey)
            .map(merged::get)
            .toList();
    boolean isAbsentSomewhere =
        whole.base().isEmpty() || whole.live().isEmpty() || whole.draft().isEmpty();
    return ordered.isEmpty() && isAbsentSomewhere
        ? Optional.empty()
        : Optional.of(new JsonArray(ordered));
  }

  private Optional<Json> mergeMember(
      String path, String listPattern, String id, Sides sides, boolean moved) {
    boolean removed = sides.live().isEmpty() || sides.draft().isEmpty();
    Optional<Json> member =
        removed && moved
            ? conflict(path, sides.kind(), sides)
            : merge(path, ContentShape.itemPattern(listPattern), sides);
    return withIdentity(path, listPattern, id, member);
  }

  /** The member, unless a resolution gives it another identity. */
  private Optional<Json> withIdentity(
      String path, String listPattern, String id, Optional<Json> member) {
    Decision decision = decisions.get(path);
    if (decision != null && member.isPresent()) {
      Optional<String> identity = shape.keyOf(listPattern).flatMap(key -> key.of(member.get()));
      if (!identity.equals(Optional.of(id))) {
        throw InvalidContent.at(
            "/" + decision.index() + "/value",
            "value: "
                + identity.orElse("a value without an identity")
                + " (expected: a member of the list with the identity "
                + id
                + ")");
      }
    }
    return member;
  }

  private List<String> order(
      String path,
      Three<Map<String, Json>> lists,
      Set<String> members,
      Set<String> movedInLive,
      Set<String> movedInDraft) {
    ListOrder order =
        new ListOrder(
            lists.base().keySet(), lists.live().keySet(), lists.draft().keySet(), members);
    Optional<List<String>> merged = order.merged(movedInLive, movedInDraft);
    if (merged.isPresent()) {
      return merged.get();
    }
    conflicts.add(
        new MergeConflict(
            path,
            Kind.BOTH_MOVED,
            Optional.of(identities(lists.base().keySet())),
            Optional.of(identities(lists.live().keySet())),
            Optional.of(identities(lists.draft().keySet()))));
    Decision decision = decisions.get(path);
    if (decision == null) {
      return order.asInLive(movedInLive);
    }
    return switch (decision.resolution().take()) {
      case LIVE -> order.asInLive(movedInLive);
      case DRAFT -> order.asInDraft(movedInDraft);
      case VALUE -> decidedOrder(decision, members);
    };
  }

  private static List<String> decidedOrder(Decision decision, Set<String> members) {
    List<String> ids = new ArrayList<>();
    if (decision.resolution().value().orElseThrow() instanceof JsonArray(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof JsonString(String id)) {
          ids.add(id);
        }
      }
      if (ids.size() == items.size()
          && ids.size() == members.size()
          && members.containsAll(ids)
          && members.size() == new HashSet<>(ids).size()) {
        return ids;
      }
    }
    throw InvalidContent.at(
        "/" + decision.index() + "/value",
        "value: another list (expected: the identities of the "
            + members.size()
            + " members, each once)");
  }

  private static JsonArray identities(Collection<String> ids) {
    return JsonArray.ofTexts(ids);
  }

  private Optional<Json> conflict(String path, Kind kind, Sides sides) {
    conflicts.add(new MergeConflict(path, kind, sides.base(), sides.live(), sides.draft()));
    disputed.add(path);
    Decision decision = decisions.get(path);
    if (decision == null) {
      undecided.add(path);
      return sides.live();
    }
    return switch (decision.resolution().take()) {
      case LIVE -> sides.live();
      case DRAFT -> sides.draft();
      case VALUE -> decision.resolution().value();
    };
  }

  /**
   * Settles where a member of a recurring list stands that the sides have in different places: it
   * would be there twice.
   */
  private Json withMembersPlacedOnce(Json content, Json base, Json live, Json draft) {
    Json settled = content;
    for (String list : Set.copyOf(shape.recurring().values())) {
      Three<Map<String, Place>> sides =
          new Three<>(
              ListMembers.onlyPlaces(base, list, shape),
              ListMembers.onlyPlaces(live, list, shape),
              ListMembers.onlyPlaces(draft, list, shape));
      // What goes may take others with it, and then one of these is there twice no longer, or stays
      // where it was to go. Each round settles one member at least, nearly always all.
      Map<String, Optional<Json>> replaced = replacements(settled, list, sides);
      while (!replaced.isEmpty()) {
        settled = ListMembers.replace(settled, replaced, shape);
        replaced = replacements(settled, list, sides);
      }
    }
    return settled;
  }

  private Map<String, Optional<Json>> replacements(
      Json content, String list, Three<Map<String, Place>> sides) {
    Map<String, Optional<Json>> replaced = new HashMap<>();
    Map<String, String> keptInstead = new LinkedHashMap<>();
    ListMembers.places(content, list, shape)
        .forEach((id, places) -> {
          Place inLive = sides.live().get(id);
          Place inDraft = sides.draft().get(id);
          if (inLive == null
              || inDraft == null
              || !areBothThere(inLive.path(), inDraft.path(), places)
              || isWithin(inLive.path(), keptInstead.keySet())
              || isWithin(inDraft.path(), keptInstead.keySet())) {
            return;
          }
          String path = inDraft.path();
          if (!disputed.contains(path)) {
            conflict(
                path,
                Kind.PLACED_TWICE,
                new Sides(
                    Optional.ofNullable(sides.base().get(id)).map(Place::value),
                    Optional.of(inLive.value()),
                    Optional.of(inDraft.value())));
          }
          Decision decision = decisions.get(path);
          if (decision == null || decision.resolution().take() == Resolution.Take.LIVE) {
            keptInstead.put(path, inLive.path());
          } else {
            keptInstead.put(inLive.path(), path);
            decision
                .resolution()
                .value()
                .ifPresent(
                    value -> replaced.put(path, withIdentity(path, list, id, Optional.of(value))));
          }
        });
    Set<String> gone = new HashSet<>();
    for (String path : List.copyOf(keptInstead.keySet()).reversed()) {
      if (!isWithin(keptInstead.get(path), gone)) {
        gone.add(path);
        replaced.put(path, Optional.empty());
      }
    }
    return replaced;
  }

  private static boolean areBothThere(String path, String other, List<Place> places) {
    return !path.equals(other)
        && places.stream().anyMatch(place -> place.path().equals(path))
        && places.stream().anyMatch(place -> place.path().equals(other));
  }

  /** Settles references of one side to what the other has removed. */
  private Json withoutDanglingReferences(Json content, Json base, Json live, Json draft) {
    List<Reference> dangling = danglingOfLeaves(content);
    if (dangling.isEmpty()) {
      return content;
    }
    Set<Reference> before = new HashSet<>(danglingOfLeaves(live));
    before.addAll(danglingOfLeaves(draft));
    Map<String, Optional<Json>> replaced = new LinkedHashMap<>();
    for (Reference reference : dangling) {
      String holder = reference.holder();
      if (!before.contains(reference)
          && !replaced.containsKey(holder)
          && !disputed.contains(holder)) {
        Sides sides =
            new Sides(
                ListMembers.at(base, holder, shape),
                ListMembers.at(live, holder, shape),
                ListMembers.at(draft, holder, shape));
        replaced.put(holder, conflict(holder, Kind.DANGLING, sides));
      }
    }
    Json settled = ListMembers.replace(content, replaced, shape);
    replaced.forEach((holder, value) -> {
      Decision decision = decisions.get(holder);
      if (decision != null
          && value.isPresent()
          && !ListMembers.at(settled, holder, shape).equals(value)) {
        throw InvalidContent.at(
            "/" + decision.index() + "/value",
            "value: another identity (expected: that of the member at " + holder + ")");
      }
    });
    return settled;
  }

  /**
   * Dangling references, but for those in members that may hold members: to take such a member from
   * one side would take all that is in it.
   */
  private List<Reference> danglingOfLeaves(Json content) {
    Map<String, String> references = new HashMap<>(shape.references());
    references
        .keySet()
        .removeIf(text ->
            shape.recurring().values().stream()
                .anyMatch(list -> text.startsWith(ContentShape.itemPattern(list))));
    return Reference.dangling(
        content, new ContentShape(shape.lists(), shape.recurring(), references));
  }

  private static boolean isWithin(String path, Set<String> others) {
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (others.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
