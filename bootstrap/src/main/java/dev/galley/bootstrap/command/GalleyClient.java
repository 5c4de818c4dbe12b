package dev.galley.bootstrap.command;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Calls a Galley server over HTTP. */
final class GalleyClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MAX_DEPTH = JsonReader.MAX_DEPTH + 16;

  private final HttpClient http;
  private final String url;
  private final String token;
  private final Duration timeout;

  /**
   * A client.
   *
   * @param url the server's address without a slash at the end
   * @param token what it sends as a bearer token; empty for none
   * @param timeout for one answer
   */
  GalleyClient(String url, String token, Duration timeout) {
    this.url = url;
    this.token = token;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** What the server said. */
  record Answer(int status, Json body, Optional<String> tag, OptionalLong retryAfter) {

    /** The body, when it is an object. */
    JsonObject object() {
      return body instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    /** The code of a problem, or nothing. */
    String code() {
      return object().text("code").orElse("");
    }

    /** What a problem says, with the places that it names. */
    String reason() {
      List<String> parts = new ArrayList<>();
      if (object().get("errors").orElse(JsonArray.EMPTY) instanceof JsonArray(List<Json> errors)) {
        for (Json error : errors) {
          if (error instanceof JsonObject place) {
            parts.add(
                LobeAgent.source(place.text("pointer").orElse(""))
                    + " "
                    + place.text("detail").orElse("is wrong"));
          }
        }
      }
      if (parts.isEmpty()) {
        parts.add(
            object().text("detail").or(() -> object().text("title")).orElse("no reason given"));
      }
      String code = code();
      return String.join("; ", parts) + " (" + status + (code.isEmpty() ? "" : " " + code) + ")";
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** What lies at a path, in this form. */
  Answer get(String path, String mediaType) throws IOException, InterruptedException {
    return send(request(path).header("Accept", mediaType).GET());
  }

  /** What lies at a path, as text. */
  String text(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofString()).body();
  }

  /** Posts a body, or none. */
  Answer post(String path, Optional<JsonObject> body, Optional<String> ifMatch)
      throws IOException, InterruptedException {
    return send(write(path, "POST", body, ifMatch));
  }

  /** Posts a body under a key, under which the server does it once however often it is sent. */
  Answer postOnce(String path, JsonObject body, UUID key) throws IOException, InterruptedException {
    return send(
        write(path, "POST", Optional.of(body), Optional.empty())
            .header("Idempotency-Key", key.toString()));
  }

  Answer put(String path, JsonObject body, Optional<String> ifMatch)
      throws IOException, InterruptedException {
    return send(write(path, "PUT", Optional.of(body), ifMatch));
  }

  Answer delete(String path, Optional<String> ifMatch) throws IOException, InterruptedException {
    return send(write(path, "DELETE", Optional.empty(), ifMatch));
  }

  /** A part of a path with all that has a meaning there escaped. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }

  private HttpRequest.Builder write(
      String path, String method, Optional<JsonObject> body, Optional<String> ifMatch) {
    HttpRequest.Builder request = request(path);
    ifMatch.ifPresent(tag -> request.header("If-Match", tag));
    if (body.isPresent()) {
      request.header("Content-Type", "application/json");
      return request.method(
          method, BodyPublishers.ofString(CanonicalJson.writeInOrder(body.get())));
    }
    return request.method(method, BodyPublishers.noBody());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(timeout)
            .header("User-Agent", "galley-command");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(
        response.statusCode(),
        json(response.body()),
        response.headers().firstValue("ETag"),
        response.headers().firstValue("Retry-After").map(GalleyClient::seconds).orElse(NONE));
  }

  private static final OptionalLong NONE = OptionalLong.empty();

  private static OptionalLong seconds(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  /** What is no JSON may come from something between here and the server; it has no fields. */
  private static Json json(byte[] body) {
    try {
      return body.length == 0 ? JsonNull.NULL : JsonReader.read(body, MAX_DEPTH);
    } catch (InvalidContent e) {
      return JsonNull.NULL;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
