package dev.galley.application.event;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An event as it leaves Galley.
 *
 * @param content what became live with it, when it is small enough to travel along
 */
public record EventMessage(Event event, Optional<Snapshot> content) {
  /** Contents of at least so many bytes stay at home. */
  public static final int CONTENT_BYTES = 64 * 1024;

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public EventMessage {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(content, "content");
  }

  /**
   * The payload: the data of the event with the {@code content}, or with the path {@code
   * contentLink} under which it can be read by its revision. An event that has no content, or whose
   * content was erased, has neither.
   */
  public JsonObject payload() {
    if (content.isPresent()) {
      return event.data().with("content", content.get().content());
    }
    return event.content().isPresent() ? withLink() : event.data();
  }

  /** The payload with the link even where the content would travel along. */
  public JsonObject payloadWithoutContent() {
    return event.content().isPresent() ? withLink() : event.data();
  }

  /**
   * The CloudEvents 1.0 attributes by their names, without {@code specversion}; all are texts.
   * {@code sequence} and {@code previous} have 20 digits, because the extension of that name orders
   * as text; {@code previous} is absent on the first event of its topic, {@code traceparent}
   * without a trace.
   */
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("id", event.id().toString());
    attributes.put("source", "/galley/" + encoded(event.aggregate().tenant().value()));
    attributes.put("type", event.type().wireName());
    attributes.put("subject", event.aggregate().id().toString());
    attributes.put("time", MILLISECONDS.format(event.stamp().at()));
    attributes.put("datacontenttype", "application/json");
    attributes.put("sequence", digits(event.sequence()));
    if (event.previous() > 0) {
      attributes.put("previous", digits(event.previous()));
    }
    attributes.put("tenant", event.aggregate().tenant().value());
    attributes.put("actor", event.stamp().by());
    event.traceparent().ifPresent(trace -> attributes.put("traceparent", trace));
    return attributes;
  }

  private static String digits(long number) {
    return String.format(Locale.ROOT, "%020d", number);
  }

  /** A segment of a path: all but the unreserved characters percent-encoded (RFC 3986, 2.3). */
  private static String encoded(String text) {
    StringBuilder segment = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(octet) >= 0) {
        segment.append((char) octet);
      } else {
        segment.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
      }
    }
    return segment.toString();
  }

  private JsonObject withLink() {
    return event.data().with("contentLink", new JsonString(link()));
  }

  private String link() {
    String revision = CanonicalJson.write(event.data().get("revision").orElseThrow());
    return switch (event.aggregate().kind()) {
      case ASSISTANT -> "/api/assistants/" + event.aggregate().id() + "/revisions/" + revision;
      case AGENT ->
          "/v1/tenants/"
              + encoded(event.aggregate().tenant().value())
              + "/agents/"
              + event.data().text("naturalId").orElseThrow()
              + "/revisions/"
              + revision;
      case PERSONA -> "/persona/published/" + event.aggregate().id() + "/revisions/" + revision;
      case WORKING_COPY,
          PERSONA_DRAFT,
          PERSONA_RESOURCE,
          FILE,
          SECRET_VALUE,
          COMMENT,
          FAVORITE,
          CHAT,
          USAGE,
          API_TOKEN,
          TENANT_KEYS,
          LEFTOVERS ->
          throw new IllegalStateException(event.aggregate().kind() + " has no events");
    };
  }
}
