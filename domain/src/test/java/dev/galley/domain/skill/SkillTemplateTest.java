package dev.galley.domain.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillTemplateTest {
  private static final OptionalDouble ANY = OptionalDouble.empty();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "STRING | \"x\"",
        "STRING | \"\"",
        "TEXT | \"x\\ny\"",
        "INTEGER | 3",
        "INTEGER | -3.0",
        "INTEGER | 9007199254740991",
        "NUMBER | 3.5",
        "NUMBER | 1e300",
        "BOOLEAN | false",
        "DATASET | \"d\"",
        "DATASOURCE | \"d\"",
        "JSON | {\"a\":[1]}",
        "JSON | false",
        "ENUM | \"b\""
      })
  void valueOfTheTypeIsGood(TemplateField.Type type, String value) {
    assertThat(template(field(type, false, ANY, ANY)).check(data(value), "/data")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "STRING | 1 | must be a string",
        "TEXT | [\"x\"] | must be a string",
        "DATASET | {} | must be a string",
        "DATASOURCE | true | must be a string",
        "INTEGER | 3.5 | must be an integer",
        "INTEGER | \"3\" | must be an integer",
        "INTEGER | 1e300 | must be an integer",
        "NUMBER | \"3\" | must be a number",
        "BOOLEAN | \"true\" | must be true or false",
        "BOOLEAN | 0 | must be true or false",
        "ENUM | \"c\" | must be one of a, b",
        "ENUM | 1 | must be one of a, b"
      })
  void valueOfAnotherTypeIsNamed(TemplateField.Type type, String value, String detail) {
    assertThat(template(field(type, false, ANY, ANY)).check(data(value), "/skills/0/data"))
        .containsExactly(new FieldError("/skills/0/data/f", detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INTEGER | 2 | 5 | 2 |",
        "INTEGER | 2 | 5 | 5 |",
        "INTEGER | 2 | 5 | 1 | must be at least 2",
        "INTEGER | 2 | 5 | 6 | must be at most 5",
        "NUMBER | 0.1 | 0.9 | 0.1 |",
        "NUMBER | 0.1 | 0.9 | 0.05 | must be at least 0.1",
        "NUMBER | 0.1 | 0.9 | 1 | must be at most 0.9",
        "NUMBER | 0 | 100000000 | 1e9 | must be at most 100000000",
        "STRING | 2 | 3 | \"ab\" |",
        "STRING | 2 | 3 | \"a\" | must be at least 2 characters",
        "TEXT | 2 | 3 | \"abcd\" | must be at most 3 characters",
        "TEXT | 2 | 3 | \"\\ud83d\\ude00\" | must be at least 2 characters"
      })
  void valueOutsideItsBoundsIsNamedWithTheBound(
      TemplateField.Type type, double min, double max, String value, String detail) {
    List<FieldError> expected =
        detail == null ? List.of() : List.of(new FieldError("/data/f", detail));

    assertThat(
            template(field(type, false, OptionalDouble.of(min), OptionalDouble.of(max)))
                .check(data(value), "/data"))
        .isEqualTo(expected);
  }

  @Test
  void requiredFieldHasToBeThereAndNotNull() {
    SkillTemplate template = template(field(TemplateField.Type.STRING, true, ANY, ANY));
    FieldError missing = new FieldError("/data/f", "is required by the skill type search");

    assertThat(template.check(JsonObject.EMPTY, "/data")).containsExactly(missing);
    assertThat(template.check(data("null"), "/data")).containsExactly(missing);
    assertThat(template.check(data("\"x\""), "/data")).isEmpty();
  }

  @Test
  void fieldThatIsNotRequiredMayBeAbsentOrNull() {
    SkillTemplate template =
        template(
            field(TemplateField.Type.STRING, false, OptionalDouble.of(3), OptionalDouble.of(4)));

    assertThat(template.check(JsonObject.EMPTY, "/data")).isEmpty();
    assertThat(template.check(data("null"), "/data")).isEmpty();
  }

  @Test
  void everyBrokenRuleIsNamedAtOnce() {
    JsonObject data = (JsonObject) JsonReader.read("{\"f\":1,\"x/y\":1,\"z\":null}");

    assertThat(template(field(TemplateField.Type.STRING, false, ANY, ANY)).check(data, "/data"))
        .containsExactly(
            new FieldError("/data/f", "must be a string"),
            new FieldError("/data/x~1y", "is not a field of the skill type search"),
            new FieldError("/data/z", "is not a field of the skill type search"));
  }

  @Test
  void optionsBelongToAnEnumAndToNothingElse() {
    assertThatThrownBy(() -> fieldWithOptions(TemplateField.Type.ENUM, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fieldWithOptions(TemplateField.Type.STRING, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonObject data(String value) {
    return JsonObject.EMPTY.with("f", JsonReader.read(value));
  }

  private static SkillTemplate template(TemplateField... fields) {
    return new SkillTemplate("search", "Search", "Searches.", List.of(fields));
  }

  private static TemplateField field(
      TemplateField.Type type, boolean required, OptionalDouble min, OptionalDouble max) {
    return new TemplateField(
        "f",
        "F",
        type,
        required,
        Optional.empty(),
        type == TemplateField.Type.ENUM ? List.of("a", "b") : List.of(),
        min,
        max,
        Optional.empty(),
        false);
  }

  private static TemplateField fieldWithOptions(TemplateField.Type type, List<String> options) {
    return new TemplateField(
        "f", "F", type, false, Optional.empty(), options, ANY, ANY, Optional.empty(), false);
  }
}
