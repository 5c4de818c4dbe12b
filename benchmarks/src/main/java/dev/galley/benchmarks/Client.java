package dev.galley.benchmarks;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One client of a server, with one connection. */
final class Client implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final String token;

  Client(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** An answer; body and tag are empty where there are none. */
  record Answer(int status, JsonObject body, String tag) {

    /** This answer, if it is the expected one. */
    Answer expect(int expected) {
      if (status != expected) {
        throw new IllegalStateException(
            "status: " + status + " (expected: " + expected + ") " + CanonicalJson.write(body));
      }
      return this;
    }

    String text(String name) {
      return body.text(name).orElseThrow();
    }

    long number(String name) {
      return body.get(name).orElseThrow() instanceof JsonNumber(double value) ? (long) value : -1;
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** The body of a 200 as it stands. */
  String text(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("status: " + response.statusCode() + " (expected: 200)");
    }
    return response.body();
  }

  Answer post(String path, Json body) throws IOException, InterruptedException {
    return send(json(path).POST(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(body))));
  }

  Answer post(String path) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  Answer put(String path, Json body) throws IOException, InterruptedException {
    return send(json(path).PUT(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(body))));
  }

  /** Puts what replaces the state with that tag; the answer has no body. */
  Answer autosave(String path, Json body, String tag) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        json(path)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(body)))
            .header("Prefer", "return=minimal");
    return send(tag.isEmpty() ? request : request.header("If-Match", tag));
  }

  /** Posts to the state with that tag. */
  Answer postTo(String path, Json body, String tag) throws IOException, InterruptedException {
    return send(
        json(path)
            .POST(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(body)))
            .header("If-Match", tag));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    byte[] body = response.body();
    Json json =
        body.length == 0
            ? JsonObject.EMPTY
            : JsonReader.read(new String(body, StandardCharsets.UTF_8));
    return new Answer(
        response.statusCode(),
        json instanceof JsonObject object ? object : JsonObject.EMPTY,
        response.headers().firstValue("ETag").orElse(""));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
