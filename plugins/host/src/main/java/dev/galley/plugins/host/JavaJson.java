package dev.galley.plugins.host;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plugins see it: strings, numbers, booleans, lists, maps and null. */
final class JavaJson {
  private static final int MAX_DEPTH = 32;

  private JavaJson() {}

  /** An object for a plugin, which can't be changed at any depth. */
  static Map<String, Object> of(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.members().forEach((name, value) -> put(map, name, value));
    return Collections.unmodifiableMap(map);
  }

  @SuppressWarnings("NullAway") // JSON's null is Java's in the maps of plugins.
  private static void put(Map<String, Object> map, String name, Json value) {
    map.put(name, of(value));
  }

  private static @Nullable Object of(Json value) {
    return switch (value) {
      case JsonObject object -> of(object);
      case JsonArray(List<Json> items) -> {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(of(item)));
        yield Collections.unmodifiableList(list);
      }
      case JsonString(String text) -> text;
      case JsonNumber number when number.isInteger() -> (long) number.value();
      case JsonNumber(double number) -> number;
      case JsonBoolean bool -> bool.value();
      case JsonNull nothing -> null;
    };
  }

  /**
   * What a plugin has answered. Its lists and maps may be the plugin's own, and so may never end:
   * nothing is asked of them but one item after the other.
   *
   * @param most how many characters and values it may have in all
   * @throws PluginFault when it has more, is no JSON, or is nested too deeply
   */
  static Json read(@Nullable Object value, int most) throws PluginFault {
    return new Reader("The answer", most, MAX_DEPTH).read(value, 0);
  }

  /** What an author gives his plugin to try; as deep as what the server takes. */
  static Json example(Map<String, ?> value, int most) throws PluginFault {
    return new Reader("The example", most, JsonReader.DEFAULT_MAX_DEPTH).read(value, 0);
  }

  private static final class Reader {
    private final String what;
    private final int most;
    private final int deepest;
    private long taken;

    Reader(String what, int most, int deepest) {
      this.what = what;
      this.most = most;
      this.deepest = deepest;
    }

    private void take(int size) throws PluginFault {
      taken += size + 1L;
      if (taken > most) {
        throw new PluginFault(what + " is larger than " + most + " characters.");
      }
    }

    Json read(@Nullable Object value, int depth) throws PluginFault {
      if (depth > deepest) {
        throw new PluginFault(what + " is nested deeper than " + deepest + " levels.");
      }
      take(0);
      return switch (value) {
        case null -> JsonNull.NULL;
        case String text -> text(text);
        case Boolean bool -> bool ? JsonBoolean.TRUE : JsonBoolean.FALSE;
        case Integer number -> number(number.doubleValue());
        case Long number -> number(number.doubleValue());
        case Double number -> number(number);
        case Float number -> number(number.doubleValue());
        case Map<?, ?> map -> object(map, depth);
        case List<?> list -> array(list, depth);
        default ->
            throw new PluginFault(
                what + " holds a " + value.getClass().getName() + ", which is no JSON.");
      };
    }

    private JsonString text(String text) throws PluginFault {
      take(text.length());
      return new JsonString(text);
    }

    private JsonNumber number(double number) throws PluginFault {
      if (!Double.isFinite(number)) {
        throw new PluginFault(what + " holds " + number + ", which is no JSON.");
      }
      return new JsonNumber(number);
    }

    private JsonArray array(List<?> list, int depth) throws PluginFault {
      List<Json> items = new ArrayList<>();
      for (Object item : list) {
        items.add(read(item, depth + 1));
      }
      return new JsonArray(items);
    }

    private JsonObject object(Map<?, ?> map, int depth) throws PluginFault {
      JsonObject.Builder object = JsonObject.builder();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        if (!(member.getKey() instanceof String name)) {
          throw new PluginFault(what + " has a member whose name is no text.");
        }
        take(name.length());
        object.put(name, read(member.getValue(), depth + 1));
      }
      return object.build();
    }
  }
}
