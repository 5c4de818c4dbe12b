package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One request in the making. Whatever comes back is checked for what all answers have to keep. */
final class Call {
  private final HttpClient client;
  private final HttpRequest.Builder request;
  private final String method;
  private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

  Call(HttpClient client, HttpRequest.Builder request, String method) {
    this.client = client;
    this.request = request.timeout(Duration.ofMinutes(1));
    this.method = method;
  }

  /** With this text as a JSON body, whatever it is. */
  Call json(String text) {
    return text(text).header("Content-Type", "application/json");
  }

  /** With this text as its body. */
  Call text(String text) {
    return body(BodyPublishers.ofString(text));
  }

  Call body(HttpRequest.BodyPublisher publisher) {
    body = publisher;
    return this;
  }

  Call header(String name, String value) {
    request.header(name, value);
    return this;
  }

  Call ifMatch(String etag) {
    return header("If-Match", etag);
  }

  Call ifNoneMatch(String etag) {
    return header("If-None-Match", etag);
  }

  Answer send() {
    return Answer.checked(response());
  }

  /** Sends; the server can't do it now, and says when it is worth another try. */
  Answer unavailable(String code) {
    HttpResponse<byte[]> response = response();
    Answer answer = Answer.formed(response, response.body()).isProblem(503, code);
    assertThat(Long.parseLong(answer.header("Retry-After"))).isPositive();
    return answer;
  }

  private HttpResponse<byte[]> response() {
    try {
      return client.send(request(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(method + " " + request().uri() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Sends; of a stream of events, which has no end, nothing is read. */
  Answer open() {
    try {
      HttpResponse<InputStream> response = client.send(request(), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        boolean endless =
            response
                .headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        return Answer.checked(response, endless ? new byte[0] : in.readAllBytes());
      }
    } catch (IOException e) {
      throw new AssertionError(method + " " + request().uri() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Sends without waiting. */
  CompletableFuture<Answer> begin() {
    return client
        .sendAsync(request(), BodyHandlers.ofByteArray())
        .thenApply((HttpResponse<byte[]> response) -> Answer.checked(response));
  }

  private HttpRequest request() {
    return request.method(method, body).build();
  }

  /** Sends; the answer has this status. */
  Answer expect(int status) {
    return send().is(status);
  }

  /** Sends; the answer is a problem of this status and code. */
  Answer refused(int status, String code) {
    return send().isProblem(status, code);
  }

  /** Sends; the answer is a 400 that names just these places of the body. */
  Answer invalid(String... pointers) {
    return refused(400, "invalid-request").namesPointers(pointers);
  }
}
