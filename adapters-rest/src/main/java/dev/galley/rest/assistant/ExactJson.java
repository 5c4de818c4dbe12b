package dev.galley.rest.assistant;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.rest.http.Answers;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An object some of whose numbers have more digits than a double keeps, which is what {@link Json}
 * is restricted to.
 *
 * @param text the object as JSON
 */
record ExactJson(String text) {
  static final ExactJson EMPTY = of(JsonObject.EMPTY);

  static ExactJson of(JsonObject object) {
    return new ExactJson(CanonicalJson.writeInOrder(object));
  }

  /** With a number, to its last digit and without an exponent. */
  ExactJson with(String name, BigDecimal number) {
    return plus(name, number.stripTrailingZeros().toPlainString());
  }

  /** With a value that a double keeps, or that is no number. */
  ExactJson with(String name, Json value) {
    return plus(name, CanonicalJson.writeInOrder(value));
  }

  /** With an array. */
  ExactJson with(String name, List<ExactJson> items) {
    return plus(
        name, items.stream().map(ExactJson::text).collect(Collectors.joining(",", "[", "]")));
  }

  private ExactJson plus(String name, String value) {
    String open = text.substring(0, text.length() - 1);
    String comma = open.length() == 1 ? "" : ",";
    return new ExactJson(
        open + comma + CanonicalJson.writeInOrder(new JsonString(name)) + ':' + value + '}');
  }

  /** 200 with it. */
  MutableHttpResponse<byte[]> answer() {
    return Answers.uncached(
        HttpResponse.ok(text.getBytes(StandardCharsets.UTF_8))
            .contentType(MediaType.APPLICATION_JSON));
  }
}
