package dev.galley.domain.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the steps of a JSON Patch as RFC 6902 words them, and refuses what it forbids. */
final class PatchedJson {
  private static final String ROOT = "the document";
  private final Map<String, Object> holder = new LinkedHashMap<>();

  private PatchedJson(Json document) {
    holder.put(ROOT, mutable(document));
  }

  /** The document after all steps of a patch in its JSON form. */
  static Json apply(Json patch, Json document) {
    PatchedJson patched = new PatchedJson(document);
    for (Json operation : ((JsonArray) patch).items()) {
      patched.take((JsonObject) operation);
    }
    return immutable(patched.holder.get(ROOT));
  }

  private void take(JsonObject operation) {
    String path = operation.text("path").orElseThrow();
    switch (operation.text("op").orElseThrow()) {
      case "add" -> add(path, mutable(operation.get("value").orElseThrow()));
      case "remove" -> remove(path);
      case "replace" -> {
        if (path.isEmpty()) {
          holder.put(ROOT, mutable(operation.get("value").orElseThrow()));
        } else {
          remove(path);
          add(path, mutable(operation.get("value").orElseThrow()));
        }
      }
      case "move" -> {
        String from = operation.text("from").orElseThrow();
        if (path.startsWith(from + "/")) {
          throw new IllegalArgumentException("move into itself: " + operation);
        }
        add(path, remove(from));
      }
      default -> throw new IllegalArgumentException(operation.toString());
    }
  }

  @SuppressWarnings("unchecked")
  private void add(String path, Object value) {
    if (path.isEmpty()) {
      holder.put(ROOT, value);
      return;
    }
    String last = lastToken(path);
    switch (parent(path)) {
      case Map<?, ?> object -> ((Map<String, Object>) object).put(last, value);
      case List<?> list -> ((List<Object>) list).add(index(last, list.size()), value);
      default -> throw new IllegalArgumentException("nothing to add to: " + path);
    }
  }

  private Object remove(String path) {
    String last = lastToken(path);
    return switch (parent(path)) {
      case Map<?, ?> object when object.containsKey(last) -> object.remove(last);
      case List<?> list -> list.remove(index(last, list.size() - 1));
      default -> throw new IllegalArgumentException("nothing to remove: " + path);
    };
  }

  private Object parent(String path) {
    Object here = holder.get(ROOT);
    String[] tokens = path.substring(1).split("/", -1);
    for (int i = 0; i < tokens.length - 1; i++) {
      String name = unescape(tokens[i]);
      here =
          switch (here) {
            case Map<?, ?> object when object.containsKey(name) -> object.get(name);
            case List<?> list -> list.get(index(name, list.size() - 1));
            default -> throw new IllegalArgumentException("nothing at: " + path);
          };
    }
    return here;
  }

  private static String lastToken(String path) {
    return unescape(path.substring(path.lastIndexOf('/') + 1));
  }

  private static String unescape(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  private static int index(String token, int highest) {
    if (!token.matches("0|[1-9][0-9]*") || Integer.parseInt(token) > highest) {
      throw new IllegalArgumentException("index: " + token + " (expected: 0.." + highest + ")");
    }
    return Integer.parseInt(token);
  }

  private static Object mutable(Json value) {
    return switch (value) {
      case JsonObject(Map<String, Json> members) -> {
        Map<String, Object> object = new LinkedHashMap<>();
        members.forEach((name, member) -> object.put(name, mutable(member)));
        yield object;
      }
      case JsonArray(List<Json> items) -> {
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(mutable(item)));
        yield list;
      }
      default -> value;
    };
  }

  private static Json immutable(Object value) {
    return switch (value) {
      case Map<?, ?> object -> {
        JsonObject.Builder builder = JsonObject.builder();
        object.forEach((name, member) -> builder.put((String) name, immutable(member)));
        yield builder.build();
      }
      case List<?> list -> new JsonArray(list.stream().map(PatchedJson::immutable).toList());
      default -> (Json) value;
    };
  }
}
