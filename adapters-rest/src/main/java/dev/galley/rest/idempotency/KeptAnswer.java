package dev.galley.rest.idempotency;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer as it lies beside a receipt: status, some headers, and the body as text. */
final class KeptAnswer {
  /** Longer bodies are not kept: they are made anew when somebody asks again. */
  static final int MAX_BODY = 64 * 1024;

  private static final List<String> HEADERS =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.ETAG,
          HttpHeaders.LOCATION,
          HttpHeaders.CONTENT_LOCATION,
          HttpHeaders.LINK,
          HttpHeaders.CACHE_CONTROL,
          HttpHeaders.VARY);

  private KeptAnswer() {}

  /** The answer to be kept; none when it is no success, too long, or says not to be stored. */
  static Optional<JsonObject> of(HttpResponse<?> answer) {
    Optional<?> body = answer.getBody();
    boolean storable =
        answer.code() / 100 == 2
            && answer.getHeaders().getAll(HttpHeaders.CACHE_CONTROL).stream()
                .noneMatch(rule -> rule.contains("no-store"));
    if (!storable) {
      return Optional.empty();
    }
    if (body.isEmpty()) {
      return Optional.of(json(answer, ""));
    }
    return body.get() instanceof byte[] bytes && bytes.length <= MAX_BODY
        ? Optional.of(json(answer, new String(bytes, StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  private static JsonObject json(HttpResponse<?> answer, String body) {
    JsonObject.Builder headers = JsonObject.builder();
    for (String name : HEADERS) {
      headers.putIfPresent(name, Optional.ofNullable(answer.getHeaders().get(name)));
    }
    return JsonObject.builder()
        .put("status", answer.code())
        .put("headers", headers.build())
        .put("body", body)
        .build();
  }

  /** The answer, to be given again. */
  static MutableHttpResponse<byte[]> read(JsonObject kept) {
    int status = (int) ((JsonNumber) kept.get("status").orElseThrow()).value();
    MutableHttpResponse<byte[]> answer = HttpResponse.status(HttpStatus.valueOf(status));
    String body = kept.text("body").orElse("");
    if (!body.isEmpty()) {
      answer.body(body.getBytes(StandardCharsets.UTF_8));
    }
    JsonObject headers = (JsonObject) kept.get("headers").orElseThrow();
    for (Map.Entry<String, Json> header : headers.members().entrySet()) {
      answer.header(header.getKey(), ((JsonString) header.getValue()).value());
    }
    return answer;
  }
}
