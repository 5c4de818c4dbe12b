package dev.galley.bootstrap.command;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An assistant as a line of a file describes it.
 *
 * @param slug the second part of its natural id
 * @param fields its content, in the words of the API
 * @param notes what of the line says nothing and was therefore left out
 */
record ImportedAssistant(String slug, JsonObject fields, List<String> notes) {

  /** What of an assistant is content; the rest are its circumstances. */
  private static final List<String> CONTENT =
      List.of(
          "name",
          "description",
          "instructions",
          "welcome",
          "dispatcher",
          "suggestions",
          "modelId",
          "icon",
          "shared",
          "embedded",
          "data",
          "tags",
          "skills");

  ImportedAssistant {
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(fields, "fields");
    notes = List.copyOf(notes);
  }

  /** This assistant with one field more. */
  ImportedAssistant with(String name, Json value) {
    return new ImportedAssistant(slug, fields.with(name, value), notes);
  }

  /** The fields that an assistant of the server has with other values. */
  List<String> differences(JsonObject existing) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Json> field : fields.members().entrySet()) {
      if (!same(field.getValue(), existing.get(field.getKey()).orElse(JsonNull.NULL))) {
        names.add(field.getKey());
      }
    }
    return names;
  }

  /** Whether a draft is what live would be after this import: nobody else's work is in it. */
  boolean isWholeChange(JsonObject live, JsonObject draft) {
    Set<String> changed = fields.members().keySet();
    return CONTENT.stream()
        .allMatch(name -> {
          Json before = live.get(name).orElse(JsonNull.NULL);
          Json after = changed.contains(name) ? fields.get(name).orElse(before) : before;
          return same(after, draft.get(name).orElse(JsonNull.NULL));
        });
  }

  /** Whether a draft has the content of live: nothing was done in it. */
  static boolean isUntouched(JsonObject live, JsonObject draft) {
    return CONTENT.stream()
        .allMatch(name ->
            same(live.get(name).orElse(JsonNull.NULL), draft.get(name).orElse(JsonNull.NULL)));
  }

  /** An empty text, list or object says as little as nothing. */
  private static boolean same(Json one, Json other) {
    return one.equals(other) || (isNothing(one) && isNothing(other));
  }

  private static boolean isNothing(Json value) {
    return switch (value) {
      case JsonNull nothing -> true;
      case JsonString(String text) -> text.isEmpty();
      case JsonArray array -> array.isEmpty();
      case JsonObject object -> object.isEmpty();
      case JsonNumber _, JsonBoolean _ -> false;
    };
  }
}
