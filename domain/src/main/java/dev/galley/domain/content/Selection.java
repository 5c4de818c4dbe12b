package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Some of a draft's changes, brought onto its base; the others are left behind.
 *
 * <p>A path takes the changes at and below it, of those that {@link ContentComparison} tells. All
 * changes together give the draft, none gives the base.
 *
 * @param content the base with the changes that were chosen
 * @param left the changes that were not
 * @param incomplete references of {@code content} to what is left behind: they name nothing there,
 *     though neither base nor draft has such a reference that names nothing. A content that has
 *     some is not to be committed.
 */
public record Selection(Json content, List<ContentChange> left, List<Reference> incomplete) {

  public Selection {
    Objects.requireNonNull(content, "content");
    left = List.copyOf(left);
    incomplete = List.copyOf(incomplete);
  }

  /**
   * Takes the changes at and below these Galley paths.
   *
   * @throws InvalidContent with a pointer to each path ({@code /<index>}) at and below which base
   *     and draft do not differ, or which is no path
   */
  public static Selection of(Json base, Json draft, List<String> paths, ContentShape shape) {
    List<ContentChange> changes = ContentComparison.changes(base, draft, shape);
    Set<String> chosen = new LinkedHashSet<>(paths);
    Set<String> known = new HashSet<>();
    List<ContentChange> left = new ArrayList<>();
    for (ContentChange change : changes) {
      boolean isChosen = false;
      for (String path : withAncestors(change.path())) {
        known.add(path);
        isChosen |= chosen.contains(path);
      }
      if (!isChosen) {
        left.add(change);
      }
    }
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      if (!known.contains(paths.get(i))) {
        errors.add(
            new FieldError(
                "/" + i, "must be a path at or below which the draft differs from its base"));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    Set<String> ways = new HashSet<>();
    chosen.forEach(path -> ways.addAll(withAncestors(path)));
    Json content =
        new Choice(chosen, ways, shape)
            .choose(JsonPointer.ROOT, JsonPointer.ROOT, Optional.of(base), Optional.of(draft))
            .orElseThrow();
    // What names nothing on a side as it is was not left behind by this choice.
    List<Reference> incomplete = new ArrayList<>(Reference.dangling(content, shape));
    incomplete.removeAll(new HashSet<>(Reference.dangling(base, shape)));
    incomplete.removeAll(new HashSet<>(Reference.dangling(draft, shape)));
    return new Selection(content, left, incomplete);
  }

  private static List<String> withAncestors(String path) {
    List<String> paths = new ArrayList<>();
    paths.add(path);
    for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      paths.add(path.substring(0, end));
    }
    return paths;
  }

  private record Choice(Set<String> chosen, Set<String> ways, ContentShape shape) {

    Optional<Json> choose(String path, String pattern, Optional<Json> base, Optional<Json> draft) {
      if (chosen.contains(path)) {
        return draft;
      }
      if (!ways.contains(path)) {
        return base;
      }
      if (base.orElse(JsonNull.NULL) instanceof JsonObject before
          && draft.orElse(JsonNull.NULL) instanceof JsonObject after) {
        return Optional.of(chooseMembers(path, pattern, before, after));
      }
      if (shape.keyOf(pattern).isPresent()) {
        return chooseListMembers(path, pattern, base, draft);
      }
      return Optional.of(
          chooseItems(
              path, pattern, (JsonArray) base.orElseThrow(), (JsonArray) draft.orElseThrow()));
    }

    private Json chooseMembers(String path, String pattern, JsonObject before, JsonObject after) {
      Set<String> names = new LinkedHashSet<>(before.members().keySet());
      names.addAll(after.members().keySet());
      Map<String, Json> members = new LinkedHashMap<>();
      for (String name : names) {
        choose(
                JsonPointer.child(path, name),
                shape.memberPattern(pattern, name),
                before.get(name),
                after.get(name))
            .ifPresent(value -> members.put(name, value));
      }
      return new JsonObject(members);
    }

    private Json chooseItems(String path, String pattern, JsonArray before, JsonArray after) {
      List<Json> items = new ArrayList<>(before.size());
      for (int i = 0; i < before.size(); i++) {
        items.add(
            choose(
                    JsonPointer.child(path, i),
                    ContentShape.itemPattern(pattern),
                    Optional.of(before.items().get(i)),
                    Optional.of(after.items().get(i)))
                .orElseThrow());
      }
      return new JsonArray(items);
    }

    private Optional<Json> chooseListMembers(
        String path, String pattern, Optional<Json> base, Optional<Json> draft) {
      Map<String, Json> before = members(base, pattern);
      Map<String, Json> after = members(draft, pattern);
      Set<String> ids = new LinkedHashSet<>(before.keySet());
      ids.addAll(after.keySet());
      Map<String, Json> members = new LinkedHashMap<>();
      for (String id : ids) {
        choose(
                JsonPointer.child(path, id),
                ContentShape.itemPattern(pattern),
                Optional.ofNullable(before.get(id)),
                Optional.ofNullable(after.get(id)))
            .ifPresent(member -> members.put(id, member));
      }
      if (members.isEmpty() && (base.isEmpty() || draft.isEmpty())) {
        return Optional.empty();
      }
      Set<String> moved = new HashSet<>(IdentifiedList.moved(before.keySet(), after.keySet()));
      moved.removeIf(id -> !chosen.contains(JsonPointer.child(path, id)));
      return Optional.of(
          new JsonArray(
              new ListOrder(before.keySet(), before.keySet(), after.keySet(), members.keySet())
                  .asInDraft(moved).stream().map(members::get).toList()));
    }

    private Map<String, Json> members(Optional<Json> list, String pattern) {
      return list.flatMap(value -> IdentifiedList.members(value, pattern, shape)).orElse(Map.of());
    }
  }
}
