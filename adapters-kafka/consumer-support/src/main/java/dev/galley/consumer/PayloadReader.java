package dev.galley.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the members of a payload. Members that it is not asked for are left alone, a JSON null is
 * as good as none, and problems name the place and never show the value.
 */
final class PayloadReader {
  private final JsonNode data;

  PayloadReader(JsonNode data) throws MalformedException {
    if (!data.isObject()) {
      throw problem("data", data, "an object");
    }
    this.data = data;
  }

  String text(String name) throws MalformedException {
    return findText(name).orElseThrow(() -> missing(name, "a text"));
  }

  Optional<String> findText(String name) throws MalformedException {
    Optional<JsonNode> found = find(name);
    if (found.isPresent() && !found.get().isTextual()) {
      throw problem("data/" + name, found.get(), "a text");
    }
    return found.map(JsonNode::textValue);
  }

  long number(String name) throws MalformedException {
    return findNumber(name).orElseThrow(() -> missing(name, "a whole number"));
  }

  OptionalLong findNumber(String name) throws MalformedException {
    Optional<JsonNode> found = find(name);
    if (found.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!found.get().isIntegralNumber() || !found.get().canConvertToLong()) {
      throw problem("data/" + name, found.get(), "a whole number");
    }
    return OptionalLong.of(found.get().longValue());
  }

  /** False when there is none. */
  boolean bool(String name) throws MalformedException {
    Optional<JsonNode> found = find(name);
    if (found.isPresent() && !found.get().isBoolean()) {
      throw problem("data/" + name, found.get(), "true or false");
    }
    return found.map(JsonNode::booleanValue).orElse(false);
  }

  /** Empty when there are none. */
  List<String> texts(String name) throws MalformedException {
    Optional<JsonNode> found = find(name);
    if (found.isEmpty()) {
      return List.of();
    }
    if (!found.get().isArray()) {
      throw problem("data/" + name, found.get(), "an array of texts");
    }
    List<String> texts = new ArrayList<>(found.get().size());
    for (JsonNode node : found.get()) {
      if (!node.isTextual()) {
        throw problem("data/" + name + '/' + texts.size(), node, "a text");
      }
      texts.add(node.textValue());
    }
    return texts;
  }

  Optional<JsonNode> findObject(String name) throws MalformedException {
    Optional<JsonNode> found = find(name);
    if (found.isPresent() && !found.get().isObject()) {
      throw problem("data/" + name, found.get(), "an object");
    }
    return found;
  }

  private Optional<JsonNode> find(String name) {
    return Optional.ofNullable(data.get(name)).filter(node -> !node.isNull());
  }

  private static MalformedException missing(String name, String rule) {
    return MalformedException.of("data/" + name, "none", rule);
  }

  private static MalformedException problem(String place, JsonNode found, String rule) {
    return MalformedException.of(
        place, "JSON " + found.getNodeType().name().toLowerCase(Locale.ROOT), rule);
  }
}
