package dev.galley.domain.content;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

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
    return ofAll(texts, JsonString::new);
  }

  /** An array of what each of them is written as, in their order. */
  public static <T> JsonArray ofAll(
      Collection<? extends T> all, Function<? super T, ? extends Json> written) {
    return new JsonArray(all.stream().<Json>map(written).toList());
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
