package dev.galley.bootstrap.http;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON for requests and expectations, written as Java values. */
final class Body {
  /** JSON's null. */
  static final Json NULL = JsonNull.NULL;

  private Body() {}

  /** An object of names and values in turn. */
  static JsonObject of(Object... namesAndValues) {
    return new JsonObject(pairs(namesAndValues));
  }

  static Map<String, Json> pairs(Object... namesAndValues) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], json(namesAndValues[i + 1]));
    }
    return members;
  }

  static Json json(Object value) {
    return switch (value) {
      case Json json -> json;
      case String text -> new JsonString(text);
      case Boolean flag -> Json.of(flag);
      case Number number -> new JsonNumber(number.doubleValue());
      case Collection<?> items -> new JsonArray(items.stream().map(Body::json).toList());
      default ->
          throw new IllegalArgumentException("value: " + value + " (expected: JSON's types)");
    };
  }
}
