package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.fixtures.JsonFixture;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the reader and the canonical form promise each other. */
class JsonRoundTripTest {

  @Property(tries = 400)
  void whatIsWrittenIsReadAsAnEqualValue(@ForAll("values") Json value) {
    assertThat(JsonReader.read(CanonicalJson.write(value))).isEqualTo(value);
    assertThat(JsonReader.read(CanonicalJson.writeInOrder(value))).isEqualTo(value);
    assertThat(JsonReader.read(CanonicalJson.bytes(value), JsonReader.DEFAULT_MAX_DEPTH))
        .isEqualTo(value);
  }

  @Property(tries = 400)
  void canonicalFormOfACanonicalFormIsItself(@ForAll("values") Json value) {
    String canonical = CanonicalJson.write(value);

    assertThat(CanonicalJson.write(JsonReader.read(canonical))).isEqualTo(canonical);
  }

  @Property(tries = 400)
  void orderOfMembersDoesNotCount(@ForAll("values") Json value, @ForAll long seed) {
    Json other = JsonFixture.shuffled(value, new Random(seed));

    assertThat(other).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(ContentHash.of(other)).isEqualTo(ContentHash.of(value));
  }

  @Property(tries = 400)
  void valuesAreEqualExactlyWhenTheirHashesAre(
      @ForAll("values") Json one, @ForAll("values") Json other) {
    assertThat(ContentHash.of(one).equals(ContentHash.of(other))).isEqualTo(one.equals(other));
  }

  @Property(tries = 400)
  void orderOfMembersIsKeptForPeople(@ForAll("objects") JsonObject value) {
    JsonObject read = (JsonObject) JsonReader.read(CanonicalJson.writeInOrder(value));

    assertThat(read.members().keySet()).containsExactlyElementsOf(value.members().keySet());
  }

  @Property(tries = 5_000)
  void garbageIsReadOrRefusedAndNothingElse(@ForAll("garbage") String text) {
    try {
      Json value = JsonReader.read(text);
      assertThat(JsonReader.read(CanonicalJson.write(value))).isEqualTo(value);
    } catch (InvalidContent e) {
      assertThat(e.errors()).isNotEmpty().hasSizeLessThanOrEqualTo(100);
    }
  }

  @Property(tries = 1_000)
  void damagedJsonIsReadOrRefusedAndNothingElse(
      @ForAll("values") Json value, @ForAll int place, @ForAll("tokens") String token) {
    String text = CanonicalJson.write(value);
    int at = Math.floorMod(place, text.length());

    garbageIsReadOrRefusedAndNothingElse(text.substring(0, at));
    garbageIsReadOrRefusedAndNothingElse(text.substring(at));
    garbageIsReadOrRefusedAndNothingElse(text.substring(0, at) + token + text.substring(at));
  }

  @Property(tries = 400)
  void randomBytesAreReadOrRefusedAndNothingElse(@ForAll byte[] bytes) {
    try {
      Json value = JsonReader.read(bytes, JsonReader.DEFAULT_MAX_DEPTH);
      // What was read was UTF-8: the same text gives the same value.
      assertThat(JsonReader.read(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(value);
    } catch (InvalidContent e) {
      assertThat(e.errors()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<Json> values() {
    return JsonFixture.values();
  }

  @Provide
  Arbitrary<JsonObject> objects() {
    return JsonFixture.objects();
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.of(
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\ud800", "0", "1", "-", ".",
        "e", "e9", "+", "true", "null", " ", "\n", "\u0000", "\u0001", "\ufeff", "\uffff", "a");
  }

  @Provide
  Arbitrary<String> garbage() {
    return tokens().list().ofMaxSize(12).map(tokens -> String.join("", tokens));
  }
}
