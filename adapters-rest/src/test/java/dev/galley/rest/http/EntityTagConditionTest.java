package dev.galley.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagConditionTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "\"a\"; \"a\"",
        "\"\"; \"\"",
        "\"a\",\"b\"; \"a\" \"b\"",
        "` \"a\" , W/\"b\" `; \"a\" W/\"b\"",
        ", ,\"a\",,; \"a\"",
        "\"a,b\"; \"a,b\"",
        "\"1.2\"; \"1.2\"",
        "\"*\"; \"*\"",
      })
  void listsAreRead(String header, String tags) {
    assertThat(
            EntityTagCondition.parse(header).orElseThrow().tags().stream()
                .map(EntityTag::toHeader)
                .collect(Collectors.joining(" ")))
        .isEqualTo(tags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "a",
        "\"",
        "\"a",
        "a\"",
        "W/",
        "W/a",
        "w/\"a\"",
        "\"a\"\"b\"",
        "\"a\" \"b\"",
        "*,\"a\"",
        "\"a\",*",
        "**",
        "\"a b\"",
        "\"a\u0001\"",
        "\"a\" x",
        "'a'",
        "W/ \"a\""
      })
  void whatIsNoListIsRefused(String header) {
    assertThat(EntityTagCondition.parse(header)).isEmpty();
  }

  @Test
  void theStarMatchesWhateverIsThere() {
    EntityTagCondition star = EntityTagCondition.parse(" * ").orElseThrow();
    assertThat(star.any()).isTrue();
    assertThat(star.matchesStrongly(tag -> false)).isTrue();
    assertThat(star.matchesWeakly(tag -> false)).isTrue();
  }

  @Test
  void weakTagsMatchWeaklyOnly() {
    EntityTagCondition weak = EntityTagCondition.parse("W/\"a\"").orElseThrow();
    assertThat(weak.matchesStrongly("a"::equals)).isFalse();
    assertThat(weak.matchesWeakly("a"::equals)).isTrue();
    assertThat(weak.matchesWeakly("b"::equals)).isFalse();
  }

  @Test
  void theNumberOfTagsIsBounded() {
    assertThat(EntityTagCondition.parse(String.join(",", List.of("\"a\"".repeat(1))))).isPresent();
    assertThat(EntityTagCondition.parse("\"a\",".repeat(100))).isPresent();
    assertThat(EntityTagCondition.parse("\"a\",".repeat(101))).isEqualTo(Optional.empty());
  }
}
