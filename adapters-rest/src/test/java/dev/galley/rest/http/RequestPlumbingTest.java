package dev.galley.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.TestServer;
import dev.galley.rest.TestServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestPlumbingTest {
  private static final int LIMIT = 64 * 1024;

  private final TestServer server = TestServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer post(String path, String type, BodyPublisher body) {
    var request = server.asAlice("/api/probe/" + path).POST(body);
    return TestServer.send(type.isEmpty() ? request : request.header("Content-Type", type));
  }

  private Answer post(String path, String body) {
    return post(path, "application/json", BodyPublishers.ofString(body));
  }

  private static JsonObject firstError(Answer answer) {
    return (JsonObject) ((JsonArray) answer.json().get("errors").orElseThrow()).items().getFirst();
  }

  @Test
  void anObjectIsRead() {
    Answer answer = post("object", "{\"b\":1,\"a\":\"ä\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/hal+json");
    assertThat(answer.text()).isEqualTo("{\"b\":1,\"a\":\"ä\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "object | null | '' | must be an object, not null",
        "object | [] | '' | must be an object, not an array",
        "object | 1 | '' | must be an object, not a number",
        "array | {} | '' | must be an array, not an object",
        "object | '' | '' | is missing",
        "object | {\"a\":{\"b/c\":[1,tru]}} | /a/b~1c/1 | is no JSON",
        "object | {\"a\":1,\"a\":2} | /a | twice",
        "object | {} {} | '' | nothing more",
        "array | [1e999] | /0 | double",
      })
  void aBodyThatIsWrongIsNamedByPointer(String path, String body, String pointer, String detail) {
    Answer answer = post(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid-request");
    assertThat(firstError(answer).text("pointer")).contains(pointer);
    assertThat(firstError(answer).text("detail").orElseThrow()).contains(detail);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    Answer answer =
        post(
            "object",
            "application/json",
            BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void nestingIsBounded() {
    assertThat(post("array", "[".repeat(64) + "]".repeat(64)).status()).isEqualTo(200);
    assertThat(post("array", "[".repeat(65) + "]".repeat(65)).code()).isEqualTo("invalid-request");
  }

  @Test
  void anOptionalBodyMayBeAbsent() {
    assertThat(post("any", "", BodyPublishers.noBody()).text())
        .isEqualTo("{\"empty\":true,\"object\":false}");
    assertThat(post("any", "{}").text()).isEqualTo("{\"empty\":false,\"object\":true}");
    assertThat(post("any", "[]").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/merge-patch+json",
        "application/hal+json;charset=\"utf-8\""
      })
  void jsonTypesAreTaken(String type) {
    assertThat(post("object", type, BodyPublishers.ofString("{}")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "text/json",
        "application/jsonx",
        "application/json; charset=iso-8859-1",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded"
      })
  void otherTypesAreNot(String type) {
    Answer answer = post("object", type, BodyPublishers.ofString("{}"));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported-media-type");
  }

  private static byte[] jsonOfLength(int length) {
    return ("[\"" + "x".repeat(length - 4) + "\"]").getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertTooLarge(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("body-too-large");
    assertThat(firstError(answer).text("pointer")).contains("");
    assertThat(firstError(answer).text("detail").orElseThrow()).contains("65536");
  }

  @Test
  void aBodyMayBeAsLongAsTheLimit() {
    Answer answer =
        post("array", "application/json", BodyPublishers.ofByteArray(jsonOfLength(LIMIT)));
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aLongerBodyIsTooLarge() {
    assertTooLarge(
        post("array", "application/json", BodyPublishers.ofByteArray(jsonOfLength(LIMIT + 1))));
    assertTooLarge(
        post("array", "application/json", BodyPublishers.ofByteArray(jsonOfLength(LIMIT * 20))));
  }

  @Test
  void aLongerBodyThatDoesNotSaySoIsTooLarge() {
    byte[] body = jsonOfLength(LIMIT * 20);
    assertTooLarge(
        post(
            "array",
            "application/json",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  @Test
  void aBodyBeyondWhatTheServerReadsAtAllIsTooLarge() {
    byte[] body = jsonOfLength(11 * 1024 * 1024);
    Answer answer = post("array", "application/json", BodyPublishers.ofByteArray(body));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("body-too-large");
  }

  @Test
  void aCompressedBodyIsMeasuredUnpacked() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(jsonOfLength(LIMIT * 20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(packed.size()).isLessThan(LIMIT);
    assertTooLarge(
        TestServer.send(
            server
                .asAlice("/api/probe/array")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))));
  }

  @Test
  void queryParametersAreRead() {
    Answer answer =
        TestServer.send(server.asAlice("/api/probe/query?q=a%20b&limit=200&mine=true&sort=-name"));
    assertThat(answer.text()).isEqualTo("{\"q\":\"a b\",\"limit\":200,\"mine\":true,\"sort\":-1}");
    assertThat(TestServer.send(server.asAlice("/api/probe/query")).text())
        .isEqualTo("{\"mine\":false}");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit, 1 to 200",
    "limit=201, limit, 1 to 200",
    "limit=%2B5, limit, 1 to 200",
    "limit=, limit, 1 to 200",
    "limit=99999999999999999999, limit, 1 to 200",
    "limit=1&limit=1, limit, 2 times",
    "q=, q, 1 to 10",
    "q=12345678901, q, 1 to 10",
    "q=a%00b, q, U+0000",
    "mine=yes, mine, 'false, true'",
    "sort=size, sort, '-name, name'",
    "other=1, other, not known",
  })
  void aWrongQueryParameterIsNamed(String query, String name, String detail) {
    Answer answer = TestServer.send(server.asAlice("/api/probe/query?" + query));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(firstError(answer).text("parameter")).contains(name);
    assertThat(firstError(answer).text("detail").orElseThrow()).contains(detail);
  }

  @Test
  void allWrongParametersAreNamedAtOnce() {
    Answer answer = TestServer.send(server.asAlice("/api/probe/query?limit=0&mine=1&x=1"));
    assertThat(((JsonArray) answer.json().get("errors").orElseThrow()).items()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"a\"`, met",
        "`\"b\", \"a\"`, met",
        "*, met",
        "`\"b\"`, failed",
        "`W/\"a\"`, failed",
      })
  void ifMatchComparesStrongly(String header, String said) {
    Answer answer =
        TestServer.send(server.asAlice("/api/probe/if-match").header("If-Match", header));
    assertThat(answer.json().text("condition")).contains(said);
  }

  @Test
  void aMalformedIfMatchIsNamed() {
    Answer answer = TestServer.send(server.asAlice("/api/probe/if-match").header("If-Match", "a"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(firstError(answer).text("header")).contains("If-Match");
  }

  @Test
  void aSaneRequestIdIsKeptEverywhere() {
    Answer answer =
        TestServer.send(server.asAlice("/api/probe/mdc").header("X-Request-Id", "abc.DEF-1_2"));
    assertThat(answer.header("X-Request-Id")).isEqualTo("abc.DEF-1_2");
    assertThat(answer.text()).isEqualTo("{\"mdc\":\"abc.DEF-1_2\",\"id\":\"abc.DEF-1_2\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "${jndi:x}", "<script>", "-x", "ä"})
  void anotherRequestIdIsReplaced(String sent) {
    Answer answer = TestServer.send(server.asAlice("/api/probe/mdc").header("X-Request-Id", sent));
    assertThat(answer.header("X-Request-Id")).isNotBlank().isNotEqualTo(sent);
    assertThat(answer.json().text("mdc")).contains(answer.header("X-Request-Id"));
  }

  @Test
  void everyAnswerForbidsSniffing() {
    assertThat(
            TestServer.send(server.asAlice("/api/probe/caller")).header("X-Content-Type-Options"))
        .isEqualTo("nosniff");
    assertThat(TestServer.send(server.request("/api/probe")).header("X-Content-Type-Options"))
        .isEqualTo("nosniff");
  }
}
