package dev.galley.rest.assistant;

import dev.galley.application.assistant.AssistantCursor;
import dev.galley.application.assistant.AssistantSort;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Cursors as clients carry them: opaque, URL-safe, good for the order that they were made in. */
final class Cursors {

  private Cursors() {}

  static String write(AssistantSort sort, AssistantCursor cursor) {
    JsonObject json =
        JsonObject.builder()
            .put("s", sort.wireName())
            .put("v", cursor.value())
            .put("i", cursor.id().toString())
            .build();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(CanonicalJson.bytes(json));
  }

  /** The cursor, if the text is one that {@link #write} made for this order. */
  static Optional<AssistantCursor> read(AssistantSort sort, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
      if (!(JsonReader.read(bytes, 4) instanceof JsonObject json)
          || !json.text("s").equals(Optional.of(sort.wireName()))) {
        return Optional.empty();
      }
      String value = json.text("v").orElse("");
      if (sort.key() != AssistantSort.Key.NAME && !value.matches("[0-9]{1,15}")) {
        return Optional.empty();
      }
      return Optional.of(new AssistantCursor(value, UUID.fromString(json.text("i").orElse(""))));
    } catch (IllegalArgumentException | InvalidContent e) {
      return Optional.empty();
    }
  }
}
