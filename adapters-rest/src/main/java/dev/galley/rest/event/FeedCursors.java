package dev.galley.rest.event;

import dev.galley.application.event.FeedCursor;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Cursors of the feed as clients carry them: opaque, URL-safe, good for one tenant. */
final class FeedCursors {
  private static final int TENANT_DIGITS = 16;
  private static final String NUMBER = "[0-9]{1,18}";

  private FeedCursors() {}

  static String write(TenantId tenant, FeedCursor cursor) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("t", digits(tenant))
            // A text: a JSON number is exact only up to 2^53.
            .put("p", Long.toString(cursor.position()));
    if (cursor.floor() > cursor.position()) {
      json.put("f", Long.toString(cursor.floor()));
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(CanonicalJson.bytes(json.build()));
  }

  /** The cursor, if the text is one that {@link #write} made for this tenant. */
  static Optional<FeedCursor> read(TenantId tenant, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
      if (!(JsonReader.read(bytes, 4) instanceof JsonObject json)
          || !json.text("t").equals(Optional.of(digits(tenant)))) {
        return Optional.empty();
      }
      String position = json.text("p").orElse("");
      String floor = json.text("f").orElse("0");
      return position.matches(NUMBER) && floor.matches(NUMBER)
          ? Optional.of(new FeedCursor(Long.parseLong(position), Long.parseLong(floor)))
          : Optional.empty();
    } catch (IllegalArgumentException | InvalidContent e) {
      return Optional.empty();
    }
  }

  private static String digits(TenantId tenant) {
    return ContentHash.ofText(tenant.value()).prefix(TENANT_DIGITS);
  }
}
