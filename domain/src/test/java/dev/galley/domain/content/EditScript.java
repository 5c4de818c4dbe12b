package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Random changes to a content, of the kinds that authors make: fields, members of lists, their
 * order. Names, ids and values come from few, so that two scripts meet at the same places.
 */
final class EditScript {
  private static final List<String> NAMES = List.of("a", "b", "name", "", "x/y", "~", "0", "é");
  private static final Set<String> IDENTITY = Set.of("id", "source", "target", "steps");
  private final ContentShape shape;
  private final Random random;
  private final boolean wild;

  /**
   * @param wild whether identities may be lost and doubled, lists become other values, and names of
   *     identified lists stand anywhere
   */
  EditScript(ContentShape shape, long seed, boolean wild) {
    this.shape = shape;
    this.random = new Random(seed);
    this.wild = wild;
  }

  /** The content after a number of changes. */
  Json apply(Json content, int changes) {
    Json edited = content;
    for (int i = 0; i < changes; i++) {
      Json next =
          shape.equals(ContentShapes.AGENT) && random.nextInt(5) == 0
              ? stepElsewhere(edited)
              : edit(edited, "");
      if (wild || MergeLaws.standOnce(next, shape)) {
        edited = next;
      }
    }
    return edited;
  }

  /** A content of this shape. */
  Json content(int changes) {
    JsonObject content = JsonObject.EMPTY;
    for (String list : shape.lists().keySet().stream().sorted().toList()) {
      if (!list.contains("*")) {
        content = put(content, list.substring(1).split("/"), 0, list);
      }
    }
    return apply(content, changes);
  }

  /** Drags a step into, or out of, another one. */
  private Json stepElsewhere(Json content) {
    List<Place> steps =
        ListMembers.places(content, "/flow/steps", shape).values().stream()
            .flatMap(List::stream)
            .toList();
    if (steps.isEmpty()) {
      return content;
    }
    Place step = pick(steps);
    Json without = ListMembers.replace(content, Map.of(step.path(), Optional.empty()), shape);
    List<Place> others =
        steps.stream()
            .filter(other -> ListMembers.at(without, other.path(), shape).isPresent())
            .toList();
    if (others.isEmpty() || random.nextInt(3) == 0) {
      JsonObject flow = (JsonObject) ((JsonObject) without).get("flow").orElseThrow();
      return ((JsonObject) without).with("flow", holding(flow, step.value()));
    }
    Place parent = pick(others);
    JsonObject now = (JsonObject) ListMembers.at(without, parent.path(), shape).orElseThrow();
    return ListMembers.replace(
        without, Map.of(parent.path(), Optional.of(holding(now, step.value()))), shape);
  }

  private JsonObject holding(JsonObject parent, Json step) {
    List<Json> steps =
        new ArrayList<>(
            parent.get("steps").orElse(JsonArray.EMPTY) instanceof JsonArray list
                ? list.items()
                : List.of());
    steps.add(random.nextInt(steps.size() + 1), step);
    return parent.with("steps", new JsonArray(steps));
  }

  private JsonObject put(JsonObject object, String[] names, int at, String pattern) {
    Json value =
        at == names.length - 1
            ? new JsonArray(members(pattern, random.nextInt(5)))
            : put(
                (JsonObject) object.get(names[at]).orElse(JsonObject.EMPTY),
                names,
                at + 1,
                pattern);
    return object.with(names[at], value);
  }

  private Json edit(Json value, String pattern) {
    return switch (value) {
      case JsonObject object -> editObject(object, pattern);
      case JsonArray list when shape.keyOf(pattern).isPresent() -> editMembers(list, pattern);
      case JsonArray list -> editItems(list, pattern);
      default -> other(value);
    };
  }

  private Json editObject(JsonObject object, String pattern) {
    List<String> names = new ArrayList<>(object.members().keySet());
    if (!wild) {
      names.removeAll(IDENTITY);
    }
    int choice = random.nextInt(10);
    if (names.isEmpty() || choice == 0) {
      String name = pick(NAMES);
      return names.contains(name) ? object : object.with(name, scalarOrMore());
    }
    String name = pick(names);
    String inner = shape.memberPattern(pattern, name);
    if (choice == 1 && (wild || shape.lists().keySet().stream().noneMatch(inner::equals))) {
      return inner.equals("/flow") && !wild ? object : object.without(name);
    }
    if (choice == 2 && wild) {
      return object.with(name, scalarOrMore());
    }
    return object.with(name, edit(object.get(name).orElseThrow(), inner));
  }

  private Json editMembers(JsonArray list, String pattern) {
    List<Json> items = new ArrayList<>(list.items());
    Optional<Map<String, Json>> members = IdentifiedList.members(list, pattern, shape);
    int choice = random.nextInt(10);
    if (items.isEmpty() || choice < 2) {
      Json added = members(pattern, 1).getFirst();
      boolean isNew =
          members.isPresent()
              && !members.get().containsKey(shape.keyOf(pattern).get().of(added).orElseThrow());
      if (isNew || wild) {
        items.add(random.nextInt(items.size() + 1), added);
      }
    } else if (choice == 2) {
      items.remove(random.nextInt(items.size()));
    } else if (choice < 6) {
      Json dragged = items.remove(random.nextInt(items.size()));
      items.add(random.nextInt(items.size() + 1), dragged);
    } else if (choice == 6 && random.nextInt(4) == 0) {
      Collections.shuffle(items, random);
    } else {
      int at = random.nextInt(items.size());
      if (items.get(at) instanceof JsonObject || wild) {
        items.set(at, edit(items.get(at), ContentShape.itemPattern(pattern)));
      }
    }
    return new JsonArray(items);
  }

  private Json editItems(JsonArray list, String pattern) {
    List<Json> items = new ArrayList<>(list.items());
    int choice = random.nextInt(6);
    if (items.isEmpty() || choice == 0) {
      items.add(random.nextInt(items.size() + 1), scalarOrMore());
    } else if (choice == 1) {
      items.remove(random.nextInt(items.size()));
    } else {
      int at = random.nextInt(items.size());
      items.set(at, edit(items.get(at), ContentShape.itemPattern(pattern)));
    }
    return new JsonArray(items);
  }

  /** Some members for a list, each identity once. */
  private List<Json> members(String pattern, int count) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String id = pick(List.of("a", "b", "c", "d", "e", "f", "g", "h/i", "~j"));
      String other = pick(List.of("a", "b", "c"));
      JsonObject.Builder builder =
          JsonObject.builder().put("id", id).put("name", id).put("n", scalarOrMore());
      if (pattern.endsWith("/edges")) {
        builder = JsonObject.builder().put("source", id).put("target", other);
        if (random.nextBoolean()) {
          builder.put("id", id + other);
        }
      }
      if (pattern.endsWith("/steps") && random.nextInt(3) == 0) {
        builder.put("steps", JsonArray.EMPTY);
        builder.put("humanApprovalConfig", JsonObject.EMPTY.with("slotName", Json.of(other)));
      }
      if (pattern.equals("/slots")) {
        builder = JsonObject.builder().put("name", id);
      }
      Json object = builder.build();
      Json member = shape.keyOf(pattern).get().of(object).isPresent() ? object : Json.of(id);
      members.put(shape.keyOf(pattern).get().of(member).orElseThrow(), member);
    }
    return List.copyOf(members.values());
  }

  private Json other(Json value) {
    if (wild && random.nextInt(4) == 0) {
      return scalarOrMore();
    }
    return value instanceof JsonString(String text) && text.length() > 3
        ? Json.of(text.substring(0, text.length() / 2) + random.nextInt(3))
        : Json.of(random.nextInt(4));
  }

  private Json scalarOrMore() {
    return switch (random.nextInt(8)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonObject.EMPTY.with(pick(NAMES), Json.of(random.nextInt(3)));
      case 2 -> JsonArray.of(Json.of(random.nextInt(3)), Json.of("x"));
      case 3 -> JsonArray.EMPTY;
      case 4 -> JsonArray.of(JsonObject.EMPTY.with("id", Json.of("a")), JsonObject.EMPTY);
      case 5 -> Json.of("text" + random.nextInt(3));
      default -> Json.of(random.nextInt(3));
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
