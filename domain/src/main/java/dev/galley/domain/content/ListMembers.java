package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds and replaces members of identified lists, wherever in a content their lists are. */
final class ListMembers {

  private ListMembers() {}

  /** Hears of each value on the way to what a shape speaks of. */
  @FunctionalInterface
  private interface Visitor {
    void visit(String path, String pattern, String holder, Json value);
  }

  /** The members of all lists of a pattern, by their identities, outer ones before inner ones. */
  static Map<String, List<Place>> places(Json content, String list, ContentShape shape) {
    Map<String, List<Place>> places = new LinkedHashMap<>();
    visit(
        content,
        shape,
        (path, pattern, holder, value) -> {
          if (pattern.equals(list)) {
            IdentifiedList.members(value, pattern, shape)
                .orElse(Map.of())
                .forEach((id, member) ->
                    places
                        .computeIfAbsent(id, any -> new ArrayList<>(1))
                        .add(new Place(JsonPointer.child(path, id), member)));
          }
        });
    return places;
  }

  /** As {@link #places}, but only members whose identity is there once. */
  static Map<String, Place> onlyPlaces(Json content, String list, ContentShape shape) {
    Map<String, Place> only = new HashMap<>();
    places(content, list, shape)
        .forEach((id, places) -> {
          if (places.size() == 1) {
            only.put(id, places.getFirst());
          }
        });
    return only;
  }

  /** The references that name nothing. */
  static List<Reference> dangling(Json content, ContentShape shape) {
    List<Reference> references = new ArrayList<>();
    Map<String, Set<String>> ids = new HashMap<>();
    if (shape.references().isEmpty()) {
      return references;
    }
    visit(
        content,
        shape,
        (path, pattern, holder, value) -> {
          if (shape.references().containsValue(pattern)) {
            ids.computeIfAbsent(pattern, any -> new HashSet<>())
                .addAll(IdentifiedList.members(value, pattern, shape).orElse(Map.of()).keySet());
          }
          String list = shape.references().get(pattern);
          if (list != null && value instanceof JsonString(String id)) {
            references.add(new Reference(holder, path, list, id));
          }
        });
    references.removeIf(
        reference -> ids.getOrDefault(reference.list(), Set.of()).contains(reference.id()));
    return references;
  }

  /** What stands at a Galley path. */
  static Optional<Json> at(Json content, String path, ContentShape shape) {
    Optional<Json> here = Optional.of(content);
    String pattern = JsonPointer.ROOT;
    for (String token : JsonPointer.tokens(path)) {
      Json value = here.get();
      here = child(value, token, pattern, shape);
      if (here.isEmpty()) {
        return here;
      }
      pattern =
          value instanceof JsonArray
              ? ContentShape.itemPattern(pattern)
              : shape.memberPattern(pattern, token);
    }
    return here;
  }

  private static Optional<Json> child(
      Json value, String token, String pattern, ContentShape shape) {
    return switch (value) {
      case JsonObject object -> object.get(token);
      case JsonArray(List<Json> items) ->
          shape.keyOf(pattern).isPresent()
              ? IdentifiedList.members(value, pattern, shape)
                  .flatMap(members -> Optional.ofNullable(members.get(token)))
              : position(token, items.size()).map(items::get);
      case JsonString s -> Optional.empty();
      case JsonNumber n -> Optional.empty();
      case JsonBoolean b -> Optional.empty();
      case JsonNull n -> Optional.empty();
    };
  }

  private static Optional<Integer> position(String token, int size) {
    if (token.length() > 9 || !token.matches("0|[1-9][0-9]*")) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(token)).filter(position -> position < size);
  }

  /** A content with other values, or none, for members of identified lists at their paths. */
  static Json replace(Json content, Map<String, Optional<Json>> values, ContentShape shape) {
    if (values.isEmpty()) {
      return content;
    }
    Set<String> above = new HashSet<>();
    for (String path : values.keySet()) {
      for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
        above.add(path.substring(0, end));
      }
    }
    return replace(JsonPointer.ROOT, JsonPointer.ROOT, content, values, above, shape);
  }

  private static Json replace(
      String path,
      String pattern,
      Json value,
      Map<String, Optional<Json>> values,
      Set<String> above,
      ContentShape shape) {
    if (!above.contains(path)) {
      return value;
    }
    if (value instanceof JsonObject object) {
      Map<String, Json> members = new LinkedHashMap<>();
      object
          .members()
          .forEach((name, member) ->
              members.put(
                  name,
                  replace(
                      JsonPointer.child(path, name),
                      shape.memberPattern(pattern, name),
                      member,
                      values,
                      above,
                      shape)));
      return new JsonObject(members);
    }
    Optional<Map<String, Json>> members = IdentifiedList.members(value, pattern, shape);
    if (members.isEmpty()) {
      return value;
    }
    List<Json> items = new ArrayList<>();
    members
        .get()
        .forEach((id, member) -> {
          String here = JsonPointer.child(path, id);
          if (values.containsKey(here)) {
            values.get(here).ifPresent(items::add);
          } else {
            items.add(
                replace(here, ContentShape.itemPattern(pattern), member, values, above, shape));
          }
        });
    return new JsonArray(items);
  }

  private static void visit(Json content, ContentShape shape, Visitor visitor) {
    Set<String> ways = new HashSet<>();
    for (Set<String> patterns :
        List.of(shape.lists().keySet(), shape.recurring().keySet(), shape.references().keySet())) {
      for (String pattern : patterns) {
        for (int end = pattern.length(); end >= 0; end = pattern.lastIndexOf('/', end - 1)) {
          ways.add(pattern.substring(0, end));
        }
      }
    }
    visit(JsonPointer.ROOT, JsonPointer.ROOT, JsonPointer.ROOT, content, shape, ways, visitor);
  }

  private static void visit(
      String path,
      String pattern,
      String holder,
      Json value,
      ContentShape shape,
      Set<String> ways,
      Visitor visitor) {
    if (!ways.contains(pattern)) {
      return;
    }
    visitor.visit(path, pattern, holder, value);
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach((name, member) -> {
            String inner = shape.memberPattern(pattern, name);
            if (ways.contains(inner)) {
              visit(JsonPointer.child(path, name), inner, holder, member, shape, ways, visitor);
            }
          });
    } else {
      IdentifiedList.members(value, pattern, shape)
          .orElse(Map.of())
          .forEach((id, member) -> {
            String here = JsonPointer.child(path, id);
            visit(here, ContentShape.itemPattern(pattern), here, member, shape, ways, visitor);
          });
    }
  }
}
