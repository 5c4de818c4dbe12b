package dev.galley.bootstrap.command;

import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads agents of lobe-chat. What has no field of its own in Galley goes to {@code data} under the
 * name and at the place that it had, so that nothing of an agent is lost.
 */
final class LobeAgent {
  /** Where the fields come from, for messages about them. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "slug", "/identifier",
          "name", "/meta/title",
          "description", "/meta/description",
          "instructions", "/config/systemRole",
          "welcome", "/config/openingMessage",
          "suggestions", "/config/openingQuestions",
          "tags", "/meta/tags");

  private final List<FieldError> errors = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private LobeAgent() {}

  /**
   * The assistant of a line.
   *
   * @throws InvalidContent with the places of the line that are no agent's
   */
  static ImportedAssistant read(JsonObject agent) {
    return new LobeAgent().map(agent);
  }

  /** The place of the line that a place of a request was made of. */
  static String source(String pointer) {
    int end = pointer.indexOf('/', 1);
    String field =
        pointer.substring(Math.min(1, pointer.length()), end < 0 ? pointer.length() : end);
    String source = SOURCES.get(field);
    return source == null ? pointer : source + (end < 0 ? "" : pointer.substring(end));
  }

  private ImportedAssistant map(JsonObject agent) {
    JsonObject meta = part(agent, "meta");
    JsonObject config = part(agent, "config");
    String slug = text(agent, "", "identifier").orElse("");
    if (slug.isEmpty()) {
      error("/identifier", "is missing");
    } else if (!Slug.isSlug(slug)) {
      error("/identifier", "must be " + Slug.RULE);
    }
    Optional<String> title = text(meta, "/meta", "title");
    if (title.filter(name -> !name.isBlank()).isEmpty()) {
      error("/meta/title", "is missing");
    }
    JsonObject fields =
        JsonObject.builder()
            .put("name", title.orElse(""))
            .putOrNull("description", text(meta, "/meta", "description"))
            .putOrNull("instructions", text(config, "/config", "systemRole"))
            .putOrNull("welcome", text(config, "/config", "openingMessage"))
            .put("suggestions", texts(config, "/config", "openingQuestions", false))
            .put("tags", texts(meta, "/meta", "tags", true))
            .put("data", rest(agent, meta, config))
            .build();
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
    return new ImportedAssistant(slug, fields, notes);
  }

  private static JsonObject rest(JsonObject agent, JsonObject meta, JsonObject config) {
    JsonObject metaRest = meta.without("title").without("description").without("tags");
    JsonObject configRest =
        config.without("systemRole").without("openingMessage").without("openingQuestions");
    JsonObject.Builder data = JsonObject.builder();
    data.putAll(agent.without("identifier").without("meta").without("config"));
    data.putIf(!metaRest.isEmpty(), "meta", metaRest);
    data.putIf(!configRest.isEmpty(), "config", configRest);
    return data.build();
  }

  private JsonObject part(JsonObject agent, String name) {
    Optional<Json> value = agent.get(name);
    if (value.isPresent() && value.get() instanceof JsonObject object) {
      return object;
    }
    error(
        "/" + name,
        value.isEmpty() ? "is missing" : "must be an object, not " + value.get().typeName());
    return JsonObject.EMPTY;
  }

  /** A text; nothing when it is absent, {@code null} or empty. */
  private Optional<String> text(JsonObject parent, String pointer, String name) {
    return switch (parent.get(name).orElse(JsonNull.NULL)) {
      case JsonNull nothing -> Optional.empty();
      case JsonString(String text) -> Optional.of(text).filter(some -> !some.isEmpty());
      case Json other -> {
        error(JsonPointer.child(pointer, name), "must be a string, not " + other.typeName());
        yield Optional.empty();
      }
    };
  }

  private JsonArray texts(JsonObject parent, String pointer, String name, boolean unique) {
    String at = JsonPointer.child(pointer, name);
    Json value = parent.get(name).orElse(JsonNull.NULL);
    if (value instanceof JsonNull) {
      return JsonArray.EMPTY;
    }
    if (!(value instanceof JsonArray(List<Json> items))) {
      error(at, "must be an array of strings, not " + value.typeName());
      return JsonArray.EMPTY;
    }
    List<String> kept = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String place = JsonPointer.child(at, i);
      if (!(items.get(i) instanceof JsonString(String text))) {
        error(place, "must be a string, not " + items.get(i).typeName());
      } else if (text.isBlank()) {
        notes.add(place + " is empty and was left out");
      } else if (!seen.add(text) && unique) {
        notes.add(place + " is there twice ('" + text + "') and was left out");
      } else {
        kept.add(text);
      }
    }
    return JsonArray.ofTexts(kept);
  }

  private void error(String pointer, String detail) {
    errors.add(new FieldError(pointer, detail));
  }
}
