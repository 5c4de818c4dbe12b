package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.JsonString;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came back. */
record Answer(String request, int status, HttpHeaders headers, String body) {

  /** Checks what every answer has to keep: never a 5xx, and every refusal is a problem. */
  static Answer checked(HttpResponse<byte[]> response) {
    return checked(response, response.body());
  }

  /** The same of an answer of which only so much has been read. */
  static Answer checked(HttpResponse<?> response, byte[] read) {
    Answer answer = formed(response, read);
    assertThat(answer.status()).as(answer.toString()).isLessThan(500);
    return answer;
  }

  /** Checks the form alone: for a test that puts the server into trouble. */
  static Answer formed(HttpResponse<?> response, byte[] read) {
    Answer answer =
        new Answer(
            response.request().method() + " " + response.uri().getRawPath(),
            response.statusCode(),
            response.headers(),
            new String(read, StandardCharsets.UTF_8));
    assertThat(answer.headers().allValues("X-Content-Type-Options"))
        .as(answer.toString())
        .containsOnly("nosniff");
    assertThat(answer.headers().firstValue("X-Request-Id")).as(answer.toString()).isPresent();
    if (answer.status() < 400 && answer.isOfTheApi(response.uri())) {
      answer.checkPrivate();
    }
    if (answer.status() >= 400 && !response.request().method().equals("HEAD")) {
      answer.checkProblem(response.uri());
    }
    return answer;
  }

  /** What only its caller may see, and with a body that can be kept. */
  private boolean isOfTheApi(URI uri) {
    return status != 204 && uri.getRawPath().matches("/(api|v1|persona)/.*");
  }

  private void checkPrivate() {
    String caching = headers.firstValue("Cache-Control").orElse("");
    if (!caching.equals("no-store")) {
      assertThat(caching).as(toString()).isEqualTo("private, no-cache");
      assertThat(headers.firstValue("Vary").orElse("").split(", "))
          .as(toString())
          .contains("Authorization");
    }
  }

  private void checkProblem(URI uri) {
    assertThat(header("Content-Type")).as(toString()).startsWith("application/problem+json");
    String code = text("/code");
    assertThat(text("/type")).as(toString()).isEqualTo("/problems/" + code);
    assertThat(text("/title")).as(toString()).isNotBlank();
    assertThat(text("/detail")).as(toString()).isNotBlank();
    assertThat(text("/instance")).as(toString()).isEqualTo(uri.getRawPath());
    assertThat(number("/status")).as(toString()).isEqualTo(status);
    assertThat(body)
        .as("neither class names nor traces")
        .doesNotContain("dev.galley", "java.", "Exception");
  }

  Answer is(int expected) {
    assertThat(status).as(toString()).isEqualTo(expected);
    return this;
  }

  Answer isProblem(int expected, String code) {
    is(expected);
    assertThat(text("/code")).as(toString()).isEqualTo(code);
    return this;
  }

  /** The problem names just these places of the body. */
  Answer namesPointers(String... pointers) {
    List<String> named =
        items("/errors").stream()
            .map(error -> ((JsonObject) error).text("pointer").orElse("?"))
            .toList();
    assertThat(named).as(toString()).containsExactlyInAnyOrder(pointers);
    return this;
  }

  /** The problem names just these parameters of the query. */
  Answer namesParameters(String... parameters) {
    List<String> named =
        items("/errors").stream()
            .map(error -> ((JsonObject) error).text("parameter").orElse("?"))
            .toList();
    assertThat(named).as(toString()).containsExactlyInAnyOrder(parameters);
    return this;
  }

  Json json() {
    return JsonReader.read(body);
  }

  JsonObject object() {
    return (JsonObject) json();
  }

  /** What stands at a JSON pointer, which must be there. */
  Json at(String pointer) {
    return find(pointer)
        .orElseThrow(() -> new AssertionError("nothing at " + pointer + " of " + this));
  }

  boolean has(String pointer) {
    return find(pointer).isPresent();
  }

  private Optional<Json> find(String pointer) {
    Json value = json();
    if (pointer.isEmpty()) {
      return Optional.of(value);
    }
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      Optional<Json> next =
          switch (value) {
            case JsonObject object -> object.get(name);
            case JsonArray array when name.matches("[0-9]+") ->
                array.items().stream().skip(Long.parseLong(name)).findFirst();
            default -> Optional.empty();
          };
      if (next.isEmpty()) {
        return Optional.empty();
      }
      value = next.get();
    }
    return Optional.of(value);
  }

  String text(String pointer) {
    Json value = at(pointer);
    assertThat(value).as("%s of %s", pointer, this).isInstanceOf(JsonString.class);
    return ((JsonString) value).value();
  }

  long number(String pointer) {
    Json value = at(pointer);
    assertThat(value).as("%s of %s", pointer, this).isInstanceOf(JsonNumber.class);
    return (long) ((JsonNumber) value).value();
  }

  List<Json> items(String pointer) {
    Json value = at(pointer);
    assertThat(value).as("%s of %s", pointer, this).isInstanceOf(JsonArray.class);
    return ((JsonArray) value).items();
  }

  /** A list of texts. */
  List<String> texts(String pointer) {
    return items(pointer).stream().map(item -> ((JsonString) item).value()).toList();
  }

  /** One text of each item of a list. */
  List<String> texts(String pointer, String member) {
    return items(pointer).stream()
        .map(item -> ((JsonObject) item).text(member).orElse("(none)"))
        .toList();
  }

  /** The members of an object, in their order. */
  List<String> names(String pointer) {
    return List.copyOf(((JsonObject) at(pointer)).members().keySet());
  }

  String link(String relation) {
    return text("/_links/" + relation + "/href");
  }

  boolean links(String relation) {
    return has("/_links/" + relation);
  }

  /** Holds these values at these pointers. */
  Answer shows(Object... pointersAndValues) {
    Map<String, Json> expected = Body.pairs(pointersAndValues);
    expected.forEach(
        (pointer, value) -> assertThat(at(pointer)).as("%s of %s", pointer, this).isEqualTo(value));
    return this;
  }

  String etag() {
    return header("ETag");
  }

  String header(String name) {
    List<String> values = headers.allValues(name);
    assertThat(values).as("header %s of %s", name, this).hasSizeLessThan(2);
    return values.isEmpty() ? "" : values.getFirst();
  }

  @Override
  public String toString() {
    return request
        + " -> "
        + status
        + " "
        + (body.length() > 2000 ? body.substring(0, 2000) : body);
  }
}
