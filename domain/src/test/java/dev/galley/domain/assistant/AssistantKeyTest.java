package dev.galley.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantKeyTest {
  private static final UUID FRESH = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final AssistantId ID = AssistantId.fromFresh(FRESH);

  @Test
  void uuidOfAnAssistantMeansWhatIsLive() {
    AssistantKey key = AssistantKey.parse("01890a5d-ac96-774b-bcce-b302099a0000").orElseThrow();

    assertThat(key).isEqualTo(AssistantKey.of(ID));
    assertThat(key.meansDraft()).isFalse();
    assertThat(((AssistantKey.ById) key).assistant()).isEqualTo(ID);
  }

  @Test
  void uuidOfADraftLeadsToItsAssistant() {
    AssistantKey key = AssistantKey.parse("01890a5d-ac96-774b-bcce-b302099a0001").orElseThrow();

    assertThat(key).isEqualTo(new AssistantKey.ById(ID.draft(1)));
    assertThat(key.meansDraft()).isTrue();
    assertThat(((AssistantKey.ById) key).assistant()).isEqualTo(ID);
  }

  @Test
  void uuidIsReadInUpperCaseToo() {
    assertThat(AssistantKey.parse("01890A5D-AC96-774B-BCCE-B302099A0000"))
        .contains(AssistantKey.of(ID));
  }

  @ParameterizedTest
  @CsvSource({
    "team:sales-assistant, team, sales-assistant, false",
    "team:sales-assistant-draft, team, sales-assistant, true",
    "team:analytics:x, team:analytics, x, false",
    "team:analytics:x-draft, team:analytics, x, true",
    "alice:draft, alice, draft, false",
    "alice:draft-draft, alice, draft, true",
    "alice:x-draft-1, alice, x-draft-1, false",
    "alice:x-draft-1-draft, alice, x-draft-1, true",
    "a:b:c:d, a:b:c, d, false",
    "::x, ':', x, false",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:x, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, x, false"
  })
  void naturalIdIsTheOwnerAndTheSlugInItsLastPart(
      String text, String owner, String slug, boolean draft) {
    assertThat(AssistantKey.parse(text))
        .contains(new AssistantKey.ByName(new NaturalId(owner, new Slug(slug)), draft));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        ":",
        ":x",
        "team:",
        "team:-draft",
        "team:X",
        "team:a--b",
        "team:x-draft-draft",
        "a/b:x",
        "a\u0000b:x",
        "team:a/b",
        "01890a5d-ac96-774b-bcce-b302099a000",
        "01890a5d-ac96-774b-bcce-b302099a00000",
        "01890a5dac96774bbcceb302099a0000",
        "01890a5d-ac96-774b-bcce-b302099a000g",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "001890a5d-ac96-774b-bcce-b302099a000",
        "1890a5d-ac96-0774b-bcce-b302099a0000",
        "1890a5d-ac96-774b-bcce-0b302099a0000",
        "f01890a5d-ac9-774b-bcce-b302099a0000",
        "+1890a5d-ac96-774b-bcce-b302099a0000",
        "{1890a5d-ac96-774b-bcce-b302099a000}"
      })
  void textThatCannotNameAnAssistantIsNoKey(String text) {
    assertThat(AssistantKey.parse(text)).isEmpty();
  }

  @Property
  void everyNaturalIdIsReadBack(
      @ForAll("owners") String owner, @ForAll String name, @ForAll boolean draft) {
    NaturalId id = new NaturalId(owner, Slug.of(name));

    assertThat(AssistantKey.parse(draft ? id + "-draft" : id.toString()))
        .contains(new AssistantKey.ByName(id, draft));
  }

  @Property
  void everyUuidIsReadBack(@ForAll long high, @ForAll long low) {
    UUID uuid = new UUID(high, low);

    assertThat(AssistantKey.parse(uuid.toString())).contains(new AssistantKey.ById(uuid));
  }

  @Property
  void anyTextIsAKeyOrNone(@ForAll String text) {
    assertThat(AssistantKey.parse(text)).isNotNull();
  }

  @Property
  void draftsOfAnAssistantDifferFromItAndFromEachOther(
      @ForAll @LongRange(min = 1, max = 65_535) long one,
      @ForAll @LongRange(min = 1, max = 65_535) long other) {
    assertThat(ID.draft(one)).isNotEqualTo(ID.value());
    assertThat(ID.draft(one).equals(ID.draft(other))).isEqualTo(one == other);
    assertThat(AssistantId.containing(ID.draft(one))).isEqualTo(ID);
    assertThat(AssistantId.namesDraft(ID.draft(one))).isTrue();
  }

  @Test
  void idsOfDraftsComeRoundAgainAndNeverGiveTheAssistantsOwn() {
    assertThat(ID.draft(65_535).getLeastSignificantBits() & 0xffff).isEqualTo(0xffff);
    assertThat(ID.draft(65_536)).isEqualTo(ID.draft(1));
    assertThat(ID.draft(65_535L * 2)).isEqualTo(ID.draft(65_535));
    assertThatThrownBy(() -> ID.draft(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idOfAnAssistantKeepsTheFirstBitsOfTheUuid() {
    assertThat(ID.value()).hasToString("01890a5d-ac96-774b-bcce-b302099a0000");
    assertThat(ID.value().version()).isEqualTo(7);
    assertThat(AssistantId.namesDraft(ID.value())).isFalse();
    assertThatThrownBy(() -> new AssistantId(FRESH)).isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<String> owners() {
    return Arbitraries.strings().withChars("ab:-\u00e4 1").ofMinLength(1).ofMaxLength(40);
  }
}
