package dev.galley.rest.http;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;

/** Answers as bytes. */
public final class Answers {
  /** The media type of HAL. */
  public static final String HAL = MediaType.APPLICATION_HAL_JSON;

  /** What the few pages of this server may load: their style sheet, and nothing else. */
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private Answers() {}

  /** 200 with {@code application/json}. */
  public static MutableHttpResponse<byte[]> json(Json value) {
    return of(HttpStatus.OK, MediaType.APPLICATION_JSON, value);
  }

  /** 200 with {@code application/hal+json}. */
  public static MutableHttpResponse<byte[]> hal(Json value) {
    return of(HttpStatus.OK, HAL, value);
  }

  /** The value in the order in which its members were added. */
  public static MutableHttpResponse<byte[]> of(HttpStatus status, String mediaType, Json value) {
    return HttpResponse.<byte[]>status(status)
        .body(CanonicalJson.writeInOrder(value).getBytes(StandardCharsets.UTF_8))
        .contentType(mediaType);
  }

  /** An answer that others must not be given, and that is to be asked for again each time. */
  public static <T> MutableHttpResponse<T> uncached(MutableHttpResponse<T> answer) {
    return answer
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
  }

  /**
   * A page of this server.
   *
   * @param title plain text
   * @param main HTML whose texts have been escaped
   */
  public static MutableHttpResponse<byte[]> page(String title, String main) {
    String html =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
            + escapeHtml(title)
            + " - Galley</title><meta name=\"viewport\" content=\"width=device-width,"
            + " initial-scale=1\"><link rel=\"stylesheet\" href=\"/docs/assets/galley.css\">"
            + "</head><body><main>"
            + main
            + "</main></body></html>\n";
    return HttpResponse.ok(html.getBytes(StandardCharsets.UTF_8))
        .contentType(MediaType.of("text/html; charset=utf-8"))
        .header("Content-Security-Policy", PAGE_POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  /** Text that stands for itself in HTML, in attributes too. */
  public static String escapeHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
