package dev.galley.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.TestServer;
import dev.galley.rest.TestServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemAnswersTest {
  private final TestServer server = TestServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonObject body = answer.json();
    assertThat(body.text("code")).contains(code);
    assertThat(body.text("type")).contains("/problems/" + code);
    assertThat(body.get("status")).contains(Json.of(status));
    assertThat(body.text("title").orElseThrow()).isNotBlank();
    assertThat(body.text("detail").orElseThrow()).isNotBlank();
    assertThat(body.text("instance").orElseThrow()).startsWith("/");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Request-Id")).isNotBlank();
    assertThat(answer.text())
        .doesNotContain("Exception", "io.micronaut", "dev.galley", "java.", "secret-of-the-store");
  }

  private static JsonObject onlyError(Answer answer) {
    JsonArray errors = (JsonArray) answer.json().get("errors").orElseThrow();
    assertThat(errors.items()).hasSize(1);
    return (JsonObject) errors.items().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid, 400, invalid-request, ''",
    "contended, 503, contended, 1",
    "unavailable, 503, store-unavailable, 5",
    "unknown, 503, outcome-unknown, 5",
    "conflict, 409, live-changed, ''",
    "checked, 500, internal-error, ''",
    "error, 500, internal-error, ''",
    "other, 500, internal-error, ''",
  })
  void whatAControllerThrowsIsAProblem(String what, int status, String code, String retryAfter) {
    Answer answer = TestServer.send(server.asAlice("/api/probe/throw/" + what + "?token=geheim"));
    assertProblem(answer, status, code);
    assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
    assertThat(answer.json().text("instance")).contains("/api/probe/throw/" + what);
    assertThat(answer.text()).doesNotContain("geheim", "db.internal");
  }

  @Test
  void invalidContentNamesThePlaces() {
    Answer answer = TestServer.send(server.asAlice("/api/probe/throw/invalid"));
    assertThat(onlyError(answer))
        .isEqualTo(
            JsonObject.builder()
                .put("pointer", "/name")
                .put("detail", "must not be empty")
                .build());
  }

  @Test
  void aProblemCarriesItsExtensions() {
    Answer answer = TestServer.send(server.asAlice("/api/probe/throw/conflict"));
    assertThat(answer.json().get("currentRevision")).contains(Json.of(7));
  }

  @Test
  void anInternalErrorCarriesTheCorrelationIdAndNothingElse() {
    Answer answer =
        TestServer.send(server.asAlice("/api/probe/throw/other").header("X-Request-Id", "r-1"));
    assertThat(answer.json().members().keySet())
        .containsExactly("type", "title", "status", "detail", "instance", "code", "requestId");
    assertThat(answer.json().text("requestId")).contains("r-1");
  }

  @Test
  void anUnknownPathIsNotFound() {
    assertProblem(TestServer.send(server.asAlice("/api/nowhere")), 404, "not-found");
    assertProblem(TestServer.send(server.request("/docs/nowhere")), 404, "not-found");
    assertProblem(TestServer.send(server.request("/problems/nowhere")), 404, "not-found");
  }

  @Test
  void anotherMethodIsRefusedWithThoseThatAreAllowed() {
    Answer answer = TestServer.send(server.asAlice("/api/probe/caller").DELETE());
    assertProblem(answer, 405, "method-not-allowed");
    assertThat(List.of(answer.header("Allow").split(", ?"))).contains("GET");
  }

  @Test
  void anAcceptHeaderThatCanNotBeMetIsNotAcceptable() {
    Answer answer =
        TestServer.send(server.asAlice("/api/probe/caller").header("Accept", "image/png"));
    assertProblem(answer, 406, "not-acceptable");
    answer = TestServer.send(server.asAlice("/api/probe/html").header("Accept", "image/png"));
    assertProblem(answer, 406, "not-acceptable");
  }

  @Test
  void problemsComeAsProblemsToBrowsersToo() {
    Answer answer = TestServer.send(server.asAlice("/api/nowhere").header("Accept", "text/html"));
    assertProblem(answer, 404, "not-found");
  }

  @Test
  void aRouteForAnotherMediaTypeIsUnsupported() {
    Answer answer =
        TestServer.send(
            server
                .asAlice("/api/probe/xml")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    assertProblem(answer, 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/probe/typed/no-uuid?n=1, 5, parameter, id",
    "/api/probe/typed/00000000-0000-0000-0000-000000000001?n=x, 5, parameter, n",
    "/api/probe/typed/00000000-0000-0000-0000-000000000001, 5, parameter, n",
    "/api/probe/typed/00000000-0000-0000-0000-000000000001?n=1, x, header, X-Level",
  })
  void anArgumentThatDoesNotConvertIsNamed(String path, String level, String member, String name) {
    Answer answer = TestServer.send(server.asAlice(path).header("X-Level", level));
    assertProblem(answer, 400, "invalid-request");
    assertThat(onlyError(answer).text(member)).contains(name);
  }

  @Test
  void headIsAnsweredWithoutABody() {
    Answer missing =
        TestServer.send(server.asAlice("/api/nowhere").method("HEAD", BodyPublishers.noBody()));
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(missing.text()).isEmpty();
    Answer there =
        TestServer.send(
            server.asAlice("/api/probe/caller").method("HEAD", BodyPublishers.noBody()));
    assertThat(there.status()).isEqualTo(200);
    assertThat(there.text()).isEmpty();
    Answer unknown =
        TestServer.send(server.request("/api/nowhere").method("HEAD", BodyPublishers.noBody()));
    assertThat(unknown.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api/%zz HTTP/1.1 | 400 | invalid-request",
        "GET /problems?q=%zz HTTP/1.1 | 400 | invalid-request",
        "GET http://[ HTTP/1.1 | 400 | invalid-request",
        "completely wrong | 400 | invalid-request",
        "GET /problems HTTP/9.x | 400 | invalid-request",
      })
  void whatIsNoHttpIsRefusedAsAProblem(String line, int status, String code) {
    String answer = server.raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    // What has no readable version is answered in that of the decoder's stand-in.
    assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
    assertThat(answer)
        .contains("\"code\":\"" + code + "\"")
        .contains("application/problem+json")
        .contains("\"instance\":\"/\"");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT))
        .contains("x-content-type-options: nosniff", "x-request-id: ")
        .doesNotContain("exception", "io.netty", "micronaut");
  }

  @Test
  void aRequestLineThatIsTooLongIsRefused() {
    String answer =
        server.raw(
            "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.0 414 ").contains("\"code\":\"uri-too-long\"");
  }

  @Test
  void headersThatAreTooLargeAreRefused() {
    String answer =
        server.raw(
            "GET / HTTP/1.1\r\nHost: x\r\nX-Large: "
                + "a".repeat(40_000)
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("\"code\":\"headers-too-large\"");
  }

  @Test
  void aHeaderThatCouldSplitTheAnswerIsRefused() {
    String answer =
        server.raw("GET /problems HTTP/1.1\r\nHost: x\r\nBad Name: 1\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400 ");
  }
}
