package dev.galley.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sales Assistant | sales-assistant",
        "  --Sales__&__Support!  | sales-support",
        "a.b/c:d | a-b-c-d",
        "GPT 4o (beta) | gpt-4o-beta",
        "\u00c4rger \u00dcber \u00d8l | \u00e4rger-\u00fcber-\u00f8l",
        "Stra\u00dfe | stra\u00dfe",
        "\uff21\uff22\uff23\u3000\uff11\uff12 | abc-12",
        "\ufb01ne | fine",
        "x\u00b2 | x2",
        "\u2168 | ix",
        "\u65e5\u672c\u8a9e \u30a2\u30b7 | \u65e5\u672c\u8a9e-\u30a2\u30b7",
        "\u041f\u0440\u043e\u0434\u0430\u0436\u0438 | \u043f\u0440\u043e\u0434\u0430\u0436\u0438",
        "\u0663\u0664 | \u0663\u0664",
        "\u0939\u093f\u0928\u094d\u0926\u0940 | \u0939\u093f\u0928\u094d\u0926\u0940",
        "Cafe\u0301 | caf\u00e9",
        "\u0391\u03a3 | \u03b1\u03c2",
        "\ud835\udc00\ud801\udc00 | a\ud801\udc28",
        "Assistant \ud83e\udd16 One | assistant-one",
        "draft | draft",
        "-draft | draft",
        "Sales Draft | sales-draft-1",
        "sales-draft-draft | sales-draft-draft-1",
        "sales-drafts | sales-drafts",
        "sales draft 1 | sales-draft-1",
        "salesdraft | salesdraft"
      })
  void slugIsMadeOfTheLettersAndDigitsOfAName(String name, String slug) {
    assertThat(Slug.of(name).value()).isEqualTo(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "---", "!?", "\ud83e\udd16", "\u0301", "\ud800", "\u0000"})
  void nameOfWhichNothingIsLeftGivesAssistant(String name) {
    assertThat(Slug.of(name).value()).isEqualTo("assistant");
  }

  @Test
  void slugHasAtMostEightyCodePoints() {
    assertThat(Slug.of("a".repeat(81)).value()).isEqualTo("a".repeat(80));
    assertThat(Slug.of("\ud801\udc00".repeat(81)).value()).isEqualTo("\ud801\udc28".repeat(80));
    assertThat(Slug.of("a".repeat(79) + " b").value()).isEqualTo("a".repeat(79));
    assertThat(Slug.of("a".repeat(78) + " b").value()).isEqualTo("a".repeat(78) + "-b");
    assertThat(Slug.of("\ufdfa".repeat(20)).value().codePointCount(0, 80)).isEqualTo(80);
  }

  @Test
  void nameThatTheLimitCutsToADraftIsNoDraft() {
    String slug = Slug.of("a".repeat(74) + " drafting").value();

    assertThat(slug).doesNotEndWith("-draft").hasSizeLessThanOrEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "a b",
        "-a",
        "a-",
        "a--b",
        "a-draft",
        "a:b",
        "a/b",
        "\uff41",
        "Cafe\u0301",
        "\u0301a"
      })
  void textThatIsNoSlugIsRefused(String text) {
    assertThat(Slug.isSlug(text)).isFalse();
    assertThatThrownBy(() -> new Slug(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Slug.RULE);
  }

  @Test
  void numberIsPutBehindASlugAndTheSlugShortenedForIt() {
    assertThat(new Slug("sales").numbered(2).value()).isEqualTo("sales-2");
    assertThat(new Slug("sales-2").numbered(3).value()).isEqualTo("sales-2-3");
    assertThat(new Slug("a".repeat(80)).numbered(12).value()).isEqualTo("a".repeat(77) + "-12");
    assertThat(new Slug("a".repeat(77) + "-bb").numbered(2).value())
        .isEqualTo("a".repeat(77) + "-2");
  }

  @Property(tries = 5_000)
  void everyNameGivesASlugThatStaysItself(@ForAll("names") String name) {
    Slug slug = Slug.of(name);

    assertThat(Slug.of(slug.value())).isEqualTo(slug);
    assertThat(Slug.isSlug(slug.value())).isTrue();
    assertThat(slug.value())
        .isNotEmpty()
        .doesNotEndWith("-draft")
        .doesNotStartWith("-")
        .doesNotEndWith("-")
        .doesNotContain("--", ":", "/", "~", " ");
    assertThat(slug.value().codePointCount(0, slug.value().length())).isLessThanOrEqualTo(80);
    assertThat(Normalizer.isNormalized(slug.value(), Normalizer.Form.NFKC)).isTrue();
    assertThat(slug.value().codePoints().noneMatch(Character::isUpperCase)).isTrue();
  }

  @Property
  void numberedSlugIsASlug(@ForAll("names") String name, @ForAll @LongRange(min = 1) long number) {
    Slug numbered = Slug.of(name).numbered(number);

    assertThat(numbered.value()).endsWith("-" + number);
    assertThat(Slug.of(numbered.value())).isEqualTo(numbered);
  }

  @Property(tries = 2_000)
  void slugDoesNotDependOnCaseOrComposition(@ForAll("names") String name) {
    assertThat(Slug.of(Normalizer.normalize(name, Normalizer.Form.NFKC))).isEqualTo(Slug.of(name));
  }

  @Test
  void everyCodePointGivesASlugThatStaysItself() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.getType(c) == Character.UNASSIGNED) {
        continue;
      }
      String text = "a" + Character.toString(c) + "b";
      Slug slug = Slug.of(text);
      if (!Slug.isSlug(slug.value())) {
        throw new AssertionError("U+%04X gives %s".formatted(c, slug));
      }
    }
  }

  /** Names of odd code points, some as long as the limit, some that look like drafts. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<Integer> odd =
        Arbitraries.of(
            'A' + 0, 'z' + 0, '-' + 0, ' ' + 0, '1' + 0, 0x130, 0x131, 0x1e9e, 0xdf, 0x3a3, 0x3c2,
            0x345, 0x301, 0x327, 0x20dd, 0x1f88, 0x1fb3, 0x2126, 0x212b, 0xfb01, 0xfdfa, 0x3300,
            0x1100, 0x1161, 0x11a8, 0xac00, 0x93f, 0x94d, 0x200d, 0xfe0f, 0x1d400, 0x10400, 0x1f600,
            0xd800, 0xdc00, 0x3d2, 0x3d3, 0x1e9b, 0x323, 0x149, 0x1c4, 0x2c2f);
    Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
    Arbitrary<Integer> letters = Arbitraries.integers().between(0, 0x2fff);
    Arbitrary<String> text =
        Arbitraries.oneOf(odd, any, letters)
            .list()
            .ofMaxSize(12)
            .map(codePoints -> {
              StringBuilder name = new StringBuilder();
              codePoints.forEach(name::appendCodePoint);
              return name.toString();
            });
    Arbitrary<String> end = Arbitraries.of("", "-draft", " Draft", "-draft-draft", "_DRAFT_");
    return Combinators.combine(Arbitraries.integers().between(0, 82).injectNull(0.7), text, end)
        .as((padding, middle, last) -> (padding == null ? "" : "x".repeat(padding)) + middle + last)
        .withoutEdgeCases();
  }
}
