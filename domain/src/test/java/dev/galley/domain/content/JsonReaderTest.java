package dev.galley.domain.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.0 | 1",
        "-0 | 0",
        "-0.0 | 0",
        "0e5 | 0",
        "0.1 | 0.1",
        "0.10 | 0.1",
        "100e-2 | 1",
        "1E5 | 100000",
        "1e+5 | 100000",
        "1e21 | 1e+21",
        "1e308 | 1e+308",
        "5e-324 | 5e-324",
        "9007199254740991 | 9007199254740991",
        "9007199254740992 | 9007199254740992",
        "-9007199254740992 | -9007199254740992",
        "123456789012345680000 | 123456789012345680000",
        "true | true",
        "false | false",
        "null | null",
        "\"\" | \"\"",
        "\"\\/\\b\\f\\n\\r\\t\\\"\\\\\" | \"/\\b\\f\\n\\r\\t\\\"\\\\\"",
        "\"\\u0041\\u00e9\\u00E9\" | \"A\u00e9\u00e9\"",
        "\"\\ud83d\\ude00\" | \"\ud83d\ude00\"",
        "[ 1 , [ ] , { } ] | [1,[],{}]",
        "{ \"b\" : 1 , \"a\" : null } | {\"a\":null,\"b\":1}"
      })
  void valueIsReadAsWhatItMeans(String text, String canonical) {
    assertThat(CanonicalJson.write(JsonReader.read(text))).isEqualTo(canonical);
  }

  @Test
  void whiteSpaceOfJsonStandsAnywhereBetweenTokens() {
    assertThat(JsonReader.read("\t\r\n [\t\r\n 1\t\r\n ,\t\r\n {\t\n\"a\"\r\n:\t 2 } ] \r\n"))
        .isEqualTo(JsonReader.read("[1,{\"a\":2}]"));
  }

  @Test
  void membersKeepTheOrderInWhichTheyWereWritten() {
    assertThat(((JsonObject) JsonReader.read("{\"b\":1,\"c\":2,\"a\":3}")).members().keySet())
        .containsExactly("b", "c", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        "1e999999999999999999999",
        "12345678901234567890",
        "9007199254740993",
        "0.1000000000000000055511151231257827",
        "333333333.33333329",
        "1e-400",
        "-1e-400",
        "1e-99999999999",
        "4e-324",
        "0.30000000000000001"
      })
  void numberThatADoubleWouldChangeIsRefused(String number) {
    assertThat(refusal("{\"a\":[0," + number + "]}").errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.pointer()).isEqualTo("/a/1");
          assertThat(error.detail()).contains("RFC 8785");
        });
  }

  @Test
  void numberOfThousandsOfDigitsIsRefusedWhateverItsValue() {
    assertThat(refusal("1." + "0".repeat(100_000)).errors()).hasSize(1);
    assertThat(refusal("9".repeat(100_000)).errors()).hasSize(1);
    assertThat(JsonReader.read("1." + "0".repeat(900))).isEqualTo(Json.of(1));
  }

  @Test
  void duplicateMemberIsRefusedAtItsPlace() {
    assertThat(refusal("{\"x\":[{\"a\":1,\"b\":{\"c\":1,\"c\":1}}],\"x\":2}").errors())
        .extracting(FieldError::pointer, FieldError::detail)
        .containsExactly(
            tuple("/x/0/b/c", "is there twice; a member name may stand once in an object"),
            tuple("/x", "is there twice; a member name may stand once in an object"));
  }

  @Test
  void duplicateMemberIsFoundBehindItsEscapes() {
    assertThat(pointers("{\"a\":1,\"\\u0061\":1}")).containsExactly("/a");
  }

  @Test
  void duplicateMemberIsFoundWhenTheFirstIsNull() {
    assertThat(pointers("{\"a\":null,\"a\":null}")).containsExactly("/a");
  }

  @Test
  void pointerEscapesTildeAndSlash() {
    assertThat(pointers("{\"a/b\":{\"c~d\":1e400}}")).containsExactly("/a~1b/c~0d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "\udc00",
        "a\ud83d",
        "\ude00\ud83d",
        "\ud83d\ud83d\ude00",
        "\\ud800",
        "\\udc00x",
        "\\ude00\\ud83d",
        "\\ud83dx\\ude00"
      })
  void loneSurrogateIsRefusedRawAndEscaped(String text) {
    assertThat(refusal("[\"" + text + "\"]").errors())
        .extracting(FieldError::pointer, FieldError::detail)
        .containsExactly(tuple("/0", "must be well-formed Unicode; it has a lone surrogate"));
  }

  @Test
  void surrogatesOfWhichOneIsEscapedMakeAPair() {
    assertThat(JsonReader.read("\"\ud83d" + "\\ude00\"")).isEqualTo(Json.of("\ud83d\ude00"));
  }

  @Test
  void zeroCharacterIsRefused() {
    assertThat(refusal("{\"a\":\"x\\u0000y\"}").errors())
        .containsExactly(new FieldError("/a", "must not contain U+0000"));
  }

  @Test
  void memberNameIsRefusedForWhatAValueIsRefusedFor() {
    assertThat(refusal("{\"o\":{\"x\\u0000\":1}}").errors())
        .containsExactly(new FieldError("/o", "must not contain U+0000"));
    assertThat(refusal("{\"o\":{\"x\\ud800\":1}}").errors())
        .containsExactly(
            new FieldError("/o", "must be well-formed Unicode; it has a lone surrogate"));
  }

  @Test
  void pointerThroughARefusedNameIsItselfWellFormed() {
    assertThat(pointers("{\"x\\ud800\\u0000\":1e400}")).containsExactly("", "/x\ufffd\ufffd");
  }

  @Test
  void allThatIsRefusedIsNamedAtOnce() {
    assertThat(pointers("{\"a\":1e400,\"b\":[\"\\ud800\",{\"c\":\"\\u0000\"}],\"a\":1}"))
        .containsExactly("/a", "/b/0", "/b/1/c", "/a");
  }

  @Test
  void atMostAHundredErrorsAreNamed() {
    assertThat(refusal("[" + "1e400,".repeat(99) + "1]").errors()).hasSize(99);
    assertThat(refusal("[" + "1e400,".repeat(5_000) + "1]").errors()).hasSize(100);
  }

  @Test
  void errorsUnderALongNameStayBoundedInSize() {
    String name = "n".repeat(1_000_000);
    long size =
        refusal("{\"" + name + "\":[" + "1e400,".repeat(200) + "1]}").errors().stream()
            .mapToLong(error -> error.pointer().length())
            .sum();

    assertThat(size).isLessThan(3_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "[",
        "[1}",
        "]",
        "{",
        "}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{\"a\":1]",
        "{\"a\":}",
        "01",
        "-01",
        "00",
        "+1",
        ".5",
        "1.",
        "1.e5",
        "-",
        "-.5",
        "1e",
        "1e+",
        "1E-",
        "0x10",
        "1_000",
        "1f",
        "1d",
        "\u0661",
        "NaN",
        "Infinity",
        "-Infinity",
        "nul",
        "nulll",
        "True",
        "undefined",
        "\"",
        "\"abc",
        "\"abc\\",
        "\"abc\\\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u",
        "\"\\x41\"",
        "\"\\'\"",
        "\"\\U0041\"",
        "'a'",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\\n\u0001\"",
        "1 2",
        "{} {}",
        "[] ,",
        "// c\n1",
        "/* c */1",
        "\ufeff1",
        "1\ufeff",
        "\u00a01",
        "1\u000b",
        "\uffff",
        "[\uffff",
        "\"\\\uffff",
        "\"\\u\uff11\uff11\uff11\uff11\""
      })
  void textThatIsNoJsonIsRefused(String text) {
    assertThat(refusal(text).errors())
        .singleElement()
        .extracting(FieldError::detail)
        .asString()
        .startsWith("is no JSON: expected ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t\r "})
  void emptyTextIsRefused(String text) {
    assertThat(refusal(text).errors())
        .containsExactly(new FieldError("", "must be JSON; it is empty"));
  }

  @Test
  void refusalOfBadSyntaxTellsTheLineAndTheColumn() {
    assertThat(refusal("{\n  \"a\": [1,\n   ]\n}").errors())
        .containsExactly(
            new FieldError("/a/1", "is no JSON: expected a value at line 3, column 4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22c0af22", // an overlong slash
        "22c080 22", // an overlong U+0000
        "22eda08022", // a high surrogate
        "22eda080edb08022", // a pair of surrogates, each encoded by itself
        "22f490808022", // beyond U+10FFFF
        "22ff22",
        "22e282", // cut off
        "2280 22"
      })
  void bytesThatAreNotUtf8AreRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(
            catchThrowableOfType(
                    InvalidContent.class,
                    () -> JsonReader.read(bytes, JsonReader.DEFAULT_MAX_DEPTH))
                .errors())
        .containsExactly(new FieldError("", "must be JSON in UTF-8; these bytes are not UTF-8"));
  }

  @Test
  void bytesInUtf8AreReadAsTheirText() {
    byte[] bytes = "{\"\u00f6\":\"\ud83d\ude00\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(JsonReader.read(bytes, 1))
        .isEqualTo(JsonObject.builder().put("\u00f6", "\ud83d\ude00").build());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void nestingIsAcceptedUpToTheLimitExactly(int limit) {
    assertThat(JsonReader.read(nested("[", "]", limit), limit)).isInstanceOf(JsonArray.class);
    assertThat(JsonReader.read(nested("{\"a\":", "}", limit - 1, "{}"), limit))
        .isInstanceOf(JsonObject.class);
    assertThatThrownBy(() -> JsonReader.read(nested("[", "]", limit + 1), limit))
        .isInstanceOf(InvalidContent.class)
        .hasMessageContaining("deeper than the " + limit + " levels");
    assertThatThrownBy(() -> JsonReader.read(nested("{\"a\":", "}", limit, "{}"), limit))
        .isInstanceOf(InvalidContent.class)
        .hasMessageStartingWith("/a".repeat(limit) + ": ");
  }

  @Test
  void sixtyFourLevelsAreAcceptedWhenNothingElseIsSaid() {
    assertThat(JsonReader.read(nested("[", "]", 64))).isInstanceOf(JsonArray.class);
    assertThatThrownBy(() -> JsonReader.read(nested("[", "]", 65)))
        .isInstanceOf(InvalidContent.class);
  }

  @Test
  void deepestNestingIsRefusedWithoutOverflowOfTheStack() {
    for (String open : List.of("[", "{\"a\":", "[{\"a\":")) {
      assertThatThrownBy(() -> JsonReader.read(open.repeat(100_000)))
          .isInstanceOf(InvalidContent.class)
          .hasMessageContaining("nested deeper");
    }
  }

  @Test
  void siblingsDoNotCountAsNesting() {
    assertThat(JsonReader.read("[" + "[],".repeat(1_000) + "{}]", 2)).isInstanceOf(JsonArray.class);
  }

  private static String nested(String open, String close, int levels) {
    return nested(open, close, levels, "");
  }

  private static String nested(String open, String close, int levels, String inner) {
    return open.repeat(levels) + inner + close.repeat(levels);
  }

  private static List<String> pointers(String text) {
    return refusal(text).errors().stream().map(FieldError::pointer).toList();
  }

  private static InvalidContent refusal(String text) {
    InvalidContent refusal =
        catchThrowableOfType(InvalidContent.class, () -> JsonReader.read(text));
    assertThat(refusal).as("refusal of %s", text.length() > 100 ? "a long text" : text).isNotNull();
    return refusal;
  }
}
