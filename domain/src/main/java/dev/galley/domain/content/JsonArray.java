package dev.galley.domain.content;

import java.util.Collection;
import java.util.List;

/** A JSON array. */
public record JsonArray(List<Json> items) implements Json {

  /** The array without items. */
  public static final JsonArray EMPTY = new JsonArray(List.of());

  public JsonArray {
    items = List.copyOf(items);
  }

  /** An array of the given values. */
  public static JsonArray of(Json... items) {
    return new JsonArray(List.of(items));
  }

  /** An array of texts. */
  public static JsonArray ofTexts(Collection<String> texts) {
    return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
  }

  /** The number of items. */
  public int size() {
    return items.size();
  }

  /** Whether there is no item. */
  public boolean isEmpty() {
    return items.isEmpty();
  }
}
