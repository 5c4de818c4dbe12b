package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical form by the examples of RFC 8785. */
class CanonicalJsonTest {

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void numbersArePrintedAsInAppendixB(String bits, String text) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertThat(CanonicalJson.write(new JsonNumber(value))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7fffffffffffffff", "7ff0000000000000", "fff0000000000000"})
  void numbersThatAreNotFiniteCannotBeMade(String bits) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertThatThrownBy(() -> new JsonNumber(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-1, -1",
    "10, 10",
    "1.5, 1.5",
    "123456789.125, 123456789.125",
    "100000000000000000000, 100000000000000000000",
    "123456789012345680000, 123456789012345680000",
    "0.00001, 0.00001",
    "0.0000001, 1e-7",
    "0.00000015, 1.5e-7",
    "-1.5e300, -1.5e+300",
    "2e-323, 2e-323",
    "9007199254740991, 9007199254740991",
    "9007199254740994, 9007199254740994"
  })
  void numbersArePrintedAsEcmaScriptPrintsThem(double value, String text) {
    assertThat(CanonicalJson.write(new JsonNumber(value))).isEqualTo(text);
  }

  @Test
  void theExampleOfSection323IsWrittenAsThere() {
    // Its first number is written 333333333.33333329 there; a reader of Galley refuses that one.
    Json value =
        new JsonObject(
            Map.of(
                "numbers",
                new JsonArray(
                    Stream.of(
                            Double.parseDouble("333333333.33333329"),
                            1E30,
                            4.50,
                            2e-3,
                            0.000000000000000000000000001)
                        .<Json>map(JsonNumber::new)
                        .toList()),
                "string",
                JsonReader.read("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""),
                "literals",
                JsonArray.of(JsonNull.NULL, JsonBoolean.TRUE, JsonBoolean.FALSE)));

    assertThat(CanonicalJson.write(value))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void theExampleOfSection324HasTheBytesOfTheRfc() {
    Json value = JsonReader.read("{\"string\":\"\\u20ac$\\u000F\"}");

    assertThat(CanonicalJson.bytes(value))
        .startsWith("{\"string\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .containsSequence(0xe2, 0x82, 0xac, 0x24, 0x5c, 0x75, 0x30, 0x30, 0x30, 0x66);
  }

  @Test
  void membersAreSortedByUtf16CodeUnits() {
    Json value =
        JsonReader.read(
            "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
                + "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
                + "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}");

    assertThat(CanonicalJson.write(value))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Test
  void membersInnerObjectsAndThoseInListsAreSortedToo() {
    Json value = JsonReader.read("{\"b\":{\"d\":1,\"c\":2},\"a\":[{\"z\":1,\"y\":2}]}");

    assertThat(CanonicalJson.write(value))
        .isEqualTo("{\"a\":[{\"y\":2,\"z\":1}],\"b\":{\"c\":2,\"d\":1}}");
    assertThat(CanonicalJson.writeInOrder(value))
        .isEqualTo("{\"b\":{\"d\":1,\"c\":2},\"a\":[{\"z\":1,\"y\":2}]}");
  }

  @Test
  void onlyWhatHasToBeEscapedIs() {
    StringBuilder controls = new StringBuilder();
    for (char c = 0; c <= 0x20; c++) {
      controls.append(c);
    }

    assertThat(CanonicalJson.write(new JsonString(controls + "\"\\/\u007f\u2028\u2029")))
        .isEqualTo(
            "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r"
                + "\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018"
                + "\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f \\\"\\\\/\u007f\u2028\u2029\"");
  }

  @Test
  void emptyValuesAreWrittenWithoutSpace() {
    assertThat(CanonicalJson.write(JsonReader.read(" { \"a\" : [ ] , \"b\" : { } } ")))
        .isEqualTo("{\"a\":[],\"b\":{}}");
  }

  @Test
  void hashOfAContentIsTheSha256OfItsCanonicalBytes() {
    // printf '{"a":1}' | sha256sum
    assertThat(ContentHash.of(JsonReader.read("{ \"a\": 1.0 }")).value())
        .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  }

  @Test
  void snapshotComesBackFromAStoreOnlyUnaltered() {
    Snapshot snapshot = Snapshot.of(JsonReader.read("{\"b\":2,\"a\":1}"));

    assertThat(snapshot.canonical()).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(Snapshot.stored(snapshot.hash(), snapshot.canonical())).isEqualTo(snapshot);
    assertThat(snapshot.content()).isEqualTo(JsonReader.read("{\"b\":2,\"a\":1}"));
    assertThatThrownBy(() -> Snapshot.stored(snapshot.hash(), "{\"a\":1,\"b\":3}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(snapshot.hash().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f86",
        "015ABD7F5CC57A2DD94B7590F04AD8084273905EE33EC5CEBEAE62276A97F862",
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f86g"
      })
  void hashIsSixtyFourLowerCaseHexadecimalDigits(String text) {
    assertThatThrownBy(() -> new ContentHash(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(new JsonNumber(-0.0)).isEqualTo(Json.of(0)).hasSameHashCodeAs(Json.of(0));
    assertThat(JsonReader.read("-0")).isEqualTo(JsonReader.read("0"));
  }

  @Test
  void integersBeyondWhatADoubleKeepsCannotBeMade() {
    assertThat(Json.of(JsonNumber.MAX_SAFE_INTEGER).isInteger()).isTrue();
    assertThat(Json.of(-JsonNumber.MAX_SAFE_INTEGER).isInteger()).isTrue();
    for (long beyond :
        List.of(
            JsonNumber.MAX_SAFE_INTEGER + 1,
            -JsonNumber.MAX_SAFE_INTEGER - 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE)) {
      assertThatThrownBy(() -> Json.of(beyond))
          .as("%d", beyond)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
