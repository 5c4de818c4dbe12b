package dev.galley.domain.content;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two values, as a tree that holds the places that differ and no others. Both
 * the changes that people read and the JSON Patch are written from it.
 */
sealed interface Difference {

  /** Another value, or a value that only one side has. */
  record OfValue(Optional<Json> before, Optional<Json> after) implements Difference {}

  /** Two objects, of which these members differ, in the order of their names. */
  record OfObject(Map<String, Difference> members) implements Difference {}

  /** Two plain lists of equal length, of which the items at these positions differ. */
  record OfItems(Map<Integer, Difference> items) implements Difference {}

  /**
   * Two identified lists, of which one may be absent.
   *
   * @param before the members on the first side, by identity and in order
   * @param after the members on the second side
   * @param moved the identities on both sides that stand in another order
   * @param members what differs in, or of, the members, in the order of their identities
   * @param whole the lists themselves
   */
  record OfMembers(
      Map<String, Json> before,
      Map<String, Json> after,
      Set<String> moved,
      Map<String, Difference> members,
      OfValue whole)
      implements Difference {}

  /** What differs, or nothing when the two are equal. */
  static Optional<Difference> between(Json before, Json after, ContentShape shape) {
    return between(Optional.of(before), Optional.of(after), JsonPointer.ROOT, shape);
  }

  private static Optional<Difference> between(
      Optional<Json> before, Optional<Json> after, String pattern, ContentShape shape) {
    if (before.isPresent() && after.isPresent()) {
      Json first = before.get();
      Json second = after.get();
      if (first instanceof JsonObject one && second instanceof JsonObject other) {
        return ofObjects(one, other, pattern, shape);
      }
      if (first instanceof JsonArray one
          && second instanceof JsonArray other
          && shape.keyOf(pattern).isEmpty()
          && one.size() == other.size()) {
        return ofItems(one, other, pattern, shape);
      }
    }
    if (before.equals(after)) {
      return Optional.empty();
    }
    OfValue whole = new OfValue(before, after);
    Optional<Map<String, Json>> first = members(before, after, pattern, shape);
    Optional<Map<String, Json>> second = members(after, before, pattern, shape);
    return Optional.of(
        first.isPresent() && second.isPresent()
            ? ofMembers(first.get(), second.get(), whole, pattern, shape)
            : whole);
  }

  private static Optional<Difference> ofObjects(
      JsonObject before, JsonObject after, String pattern, ContentShape shape) {
    SortedSet<String> names = new TreeSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    Map<String, Difference> members = new TreeMap<>();
    for (String name : names) {
      between(before.get(name), after.get(name), shape.memberPattern(pattern, name), shape)
          .ifPresent(difference -> members.put(name, difference));
    }
    return members.isEmpty() ? Optional.empty() : Optional.of(new OfObject(members));
  }

  private static Optional<Difference> ofItems(
      JsonArray before, JsonArray after, String pattern, ContentShape shape) {
    Map<Integer, Difference> items = new LinkedHashMap<>();
    for (int i = 0; i < before.size(); i++) {
      int position = i;
      between(
              Optional.of(before.items().get(i)),
              Optional.of(after.items().get(i)),
              ContentShape.itemPattern(pattern),
              shape)
          .ifPresent(difference -> items.put(position, difference));
    }
    return items.isEmpty() ? Optional.empty() : Optional.of(new OfItems(items));
  }

  private static OfMembers ofMembers(
      Map<String, Json> before,
      Map<String, Json> after,
      OfValue whole,
      String pattern,
      ContentShape shape) {
    SortedSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    Map<String, Difference> members = new TreeMap<>();
    for (String id : ids) {
      between(
              Optional.ofNullable(before.get(id)),
              Optional.ofNullable(after.get(id)),
              ContentShape.itemPattern(pattern),
              shape)
          .ifPresent(difference -> members.put(id, difference));
    }
    return new OfMembers(
        before, after, IdentifiedList.moved(before.keySet(), after.keySet()), members, whole);
  }

  /** The members of a list; a list that is absent is one without members, if the other has some. */
  private static Optional<Map<String, Json>> members(
      Optional<Json> list, Optional<Json> other, String pattern, ContentShape shape) {
    return list.isPresent()
        ? IdentifiedList.members(list.get(), pattern, shape)
        : other.filter(value -> !value.equals(JsonArray.EMPTY)).map(value -> Map.of());
  }
}
