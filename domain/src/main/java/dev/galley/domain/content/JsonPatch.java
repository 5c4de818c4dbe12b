package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The steps that turn one content into another (JSON Patch, RFC 6902), to be taken one after the
 * other. Pointers go by position, as the RFC asks, also in identified lists.
 */
public record JsonPatch(List<Operation> operations) {

  public JsonPatch {
    operations = List.copyOf(operations);
  }

  /** One step. */
  public sealed interface Operation {

    /** A JSON pointer (RFC 6901) to the place, as the content is when the step is taken. */
    String path();

    /** Puts a value where there is none; in a list, before the item at that position. */
    record Add(String path, Json value) implements Operation {

      public Add {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(value, "value");
      }
    }

    /** Takes a value away. */
    record Remove(String path) implements Operation {

      public Remove {
        Objects.requireNonNull(path, "path");
      }
    }

    /** Puts a value in the place of another. */
    record Replace(String path, Json value) implements Operation {

      public Replace {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(value, "value");
      }
    }

    /** Takes the value at {@code from} away and then adds it at {@code path}. */
    record Move(String from, String path) implements Operation {

      public Move {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(path, "path");
      }
    }
  }

  /**
   * The patch that turns {@code from} into {@code to}: no operation when they are equal. It speaks
   * of the places that {@link ContentComparison} tells as changes, but that an identified list
   * which one side lacks is added or removed as a whole.
   */
  public static JsonPatch between(Json from, Json to, ContentShape shape) {
    List<Operation> operations = new ArrayList<>();
    Difference.between(from, to, shape)
        .ifPresent(difference -> write(JsonPointer.ROOT, difference, operations));
    return new JsonPatch(operations);
  }

  /** The patch as a document of the media type {@code application/json-patch+json}. */
  public JsonArray toJson() {
    return JsonArray.ofAll(operations, JsonPatch::toJson);
  }

  private static Json toJson(Operation operation) {
    return switch (operation) {
      case Operation.Add(String path, Json value) -> json("add", path).put("value", value).build();
      case Operation.Remove(String path) -> json("remove", path).build();
      case Operation.Replace(String path, Json value) ->
          json("replace", path).put("value", value).build();
      case Operation.Move(String from, String path) -> json("move", path).put("from", from).build();
    };
  }

  private static JsonObject.Builder json(String operation, String path) {
    return JsonObject.builder().put("op", operation).put("path", path);
  }

  private static void write(String path, Difference difference, List<Operation> into) {
    switch (difference) {
      case Difference.OfValue value -> writeValue(path, value, into);
      case Difference.OfObject(Map<String, Difference> members) ->
          members.forEach((name, member) -> write(JsonPointer.child(path, name), member, into));
      case Difference.OfItems(Map<Integer, Difference> items) ->
          items.forEach((position, item) -> write(JsonPointer.child(path, position), item, into));
      case Difference.OfMembers list -> writeMembers(path, list, into);
    }
  }

  private static void writeValue(String path, Difference.OfValue value, List<Operation> into) {
    Optional<Json> after = value.after();
    if (after.isEmpty()) {
      into.add(new Operation.Remove(path));
    } else if (value.before().isEmpty()) {
      into.add(new Operation.Add(path, after.get()));
    } else {
      into.add(new Operation.Replace(path, after.get()));
    }
  }

  /**
   * First the members take their places, so that what changes in them is found at the final one.
   */
  private static void writeMembers(String path, Difference.OfMembers list, List<Operation> into) {
    if (list.whole().before().isEmpty() || list.whole().after().isEmpty()) {
      writeValue(path, list.whole(), into);
      return;
    }
    List<String> before = List.copyOf(list.before().keySet());
    for (int i = before.size() - 1; i >= 0; i--) {
      if (!list.after().containsKey(before.get(i))) {
        into.add(new Operation.Remove(JsonPointer.child(path, i)));
      }
    }
    writePlaces(path, list, into);
    Map<String, Integer> positions = IdentifiedList.positions(list.after().keySet());
    list.members()
        .forEach((id, member) -> {
          if (list.before().containsKey(id) && list.after().containsKey(id)) {
            write(JsonPointer.child(path, positions.get(id)), member, into);
          }
        });
  }

  /**
   * Moves and adds members, each to right behind the one that precedes it at the end. All places
   * that a member ever has are seats in one row; the position of a seat is the number of taken
   * seats before it.
   */
  private static void writePlaces(String path, Difference.OfMembers list, List<Operation> into) {
    Set<String> moved = list.moved();
    if (moved.isEmpty() && list.before().keySet().containsAll(list.after().keySet())) {
      return;
    }
    List<String> after = List.copyOf(list.after().keySet());
    List<String> remaining = new ArrayList<>(list.before().keySet());
    remaining.retainAll(list.after().keySet());
    Map<String, Integer> oldSeats = new HashMap<>();
    Map<String, Integer> newSeats = new HashMap<>();
    int seat = 0;
    int a = 0;
    int b = 0;
    // Between two members that stay, the new places come before the places that are left.
    while (a < after.size() || b < remaining.size()) {
      while (a < after.size() && !stays(after.get(a), list)) {
        newSeats.put(after.get(a++), seat++);
      }
      while (b < remaining.size() && moved.contains(remaining.get(b))) {
        oldSeats.put(remaining.get(b++), seat++);
      }
      if (a < after.size()) {
        oldSeats.put(after.get(a++), seat++);
        b++;
      }
    }
    PrefixSums taken = new PrefixSums(seat);
    oldSeats.values().forEach(old -> taken.add(old, 1));
    for (String id : after) {
      if (stays(id, list)) {
        continue;
      }
      int goal = newSeats.get(id);
      if (moved.contains(id)) {
        int old = oldSeats.get(id);
        int source = taken.before(old);
        taken.add(old, -1);
        int target = taken.before(goal);
        if (source != target) {
          into.add(
              new Operation.Move(JsonPointer.child(path, source), JsonPointer.child(path, target)));
        }
      } else {
        into.add(
            new Operation.Add(JsonPointer.child(path, taken.before(goal)), list.after().get(id)));
      }
      taken.add(goal, 1);
    }
  }

  private static boolean stays(String id, Difference.OfMembers list) {
    return list.before().containsKey(id) && !list.moved().contains(id);
  }

  /** Numbers in a row whose sums are kept up to date (a Fenwick tree). */
  private static final class PrefixSums {
    private final int[] tree;

    PrefixSums(int size) {
      tree = new int[size + 1];
    }

    void add(int index, int amount) {
      for (int i = index + 1; i < tree.length; i += i & -i) {
        tree[i] += amount;
      }
    }

    /** The sum of all numbers before an index. */
    int before(int index) {
      int sum = 0;
      for (int i = index; i > 0; i -= i & -i) {
        sum += tree[i];
      }
      return sum;
    }
  }
}
