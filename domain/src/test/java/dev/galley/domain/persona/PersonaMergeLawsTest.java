package dev.galley.domain.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Merge;
import dev.galley.domain.content.MergeConflict;
import dev.galley.domain.content.Resolution;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever live and a draft connect, together they come to what a draft can connect. */
class PersonaMergeLawsTest {
  private static final UUID ON = id(PersonaField.FLAGS, 1);
  private static final UUID OFF = id(PersonaField.FLAGS, 2);

  private static UUID id(PersonaField field, int number) {
    return new UUID(field.idName().hashCode(), number);
  }

  /** Some names, flags and examples, of which some are pending, and never both flags. */
  @Provide
  Arbitrary<Connections> connections() {
    Arbitrary<List<UUID>> flags =
        Arbitraries.of("", "0", "1", "02", "20", "10")
            .map(
                numbers -> numbers.chars().mapToObj(n -> id(PersonaField.FLAGS, n - '0')).toList());
    // Ranges that overlap, and that together are longer than a list can be.
    Arbitrary<List<UUID>> examples =
        Combinators.combine(
                Arbitraries.integers().between(0, 80), Arbitraries.of(0, 1, 2, 3, 60, 100))
            .as((from, count) ->
                IntStream.range(from, from + count)
                    .mapToObj(n -> id(PersonaField.EXAMPLES, n))
                    .toList());
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            flags,
            examples,
            Arbitraries.integers().between(0, 1 << 10))
        .as((name, flag, example, bits) -> {
          Map<PersonaField, List<UUID>> connected = new EnumMap<>(PersonaField.class);
          connected.put(
              PersonaField.NAME, name == 0 ? List.of() : List.of(id(PersonaField.NAME, name)));
          connected.put(PersonaField.FLAGS, flag);
          connected.put(PersonaField.EXAMPLES, example);
          List<UUID> all = new ArrayList<>(flag);
          all.addAll(example);
          Set<UUID> pending = new LinkedHashSet<>();
          for (int i = 0; i < all.size(); i++) {
            if ((bits >> i % 10 & 1) == 1) {
              pending.add(all.get(i));
            }
          }
          return new Connections(connected, pending);
        });
  }

  private static Merge merge(
      Connections base, Connections live, Connections draft, Resolution... resolutions) {
    return PersonaMerge.of(base, live, draft, ON, OFF, List.of(resolutions));
  }

  private static Connections content(Merge merge) {
    Connections content = Connections.read((JsonObject) merge.content());
    assertThat(content.of(PersonaField.FLAGS)).isNotEqualTo(List.of(ON, OFF));
    assertThat(content.of(PersonaField.FLAGS).containsAll(List.of(ON, OFF))).isFalse();
    return content;
  }

  @Property(tries = 600)
  void aMergeIsWhatADraftCanConnectWhateverIsDecided(
      @ForAll @From("connections") Connections base,
      @ForAll @From("connections") Connections live,
      @ForAll @From("connections") Connections draft,
      @ForAll boolean takeDraft) {
    Merge merge = merge(base, live, draft);
    content(merge);
    assertThat(merge.unresolved()).isEqualTo(merge.conflicts());
    List<Resolution> resolutions = new ArrayList<>();
    // What is decided may show another conflict, which is decided next.
    for (int round = 0; round < 5 && !merge.isClean(); round++) {
      merge.unresolved().stream()
          .map(MergeConflict::path)
          .map(takeDraft ? Resolution::takeDraft : Resolution::takeLive)
          .forEach(resolutions::add);
      merge = merge(base, live, draft, resolutions.toArray(Resolution[]::new));
      content(merge);
    }
    assertThat(merge.isClean()).isTrue();
  }

  @Property(tries = 300)
  void oneSideAloneIsTaken(
      @ForAll @From("connections") Connections base, @ForAll @From("connections") Connections one) {
    assertThat(content(merge(base, base, one))).isEqualTo(one);
    assertThat(content(merge(base, one, base))).isEqualTo(one);
    assertThat(content(merge(base, one, one))).isEqualTo(one);
    assertThat(merge(base, one, base).conflicts()).isEmpty();
  }

  @Property(tries = 300)
  void aMergeWithoutConflictsIsTheSameFromBothSides(
      @ForAll @From("connections") Connections base,
      @ForAll @From("connections") Connections live,
      @ForAll @From("connections") Connections draft) {
    Merge merge = merge(base, live, draft);
    Merge other = merge(base, draft, live);
    assertThat(other.isClean()).isEqualTo(merge.isClean());
    if (merge.isClean()) {
      assertThat(content(other)).isEqualTo(content(merge));
    }
  }

  private static Connections with(PersonaField field, int from, int count) {
    return new Connections(
        Map.of(field, IntStream.range(from, from + count).mapToObj(n -> id(field, n)).toList()),
        Set.of());
  }

  @Example
  void aLongListIsDecidedAsAWhole() {
    Connections live = with(PersonaField.EXAMPLES, 0, 60);
    Connections draft = with(PersonaField.EXAMPLES, 100, 60);
    Merge merge = merge(Connections.NONE, live, draft);
    assertThat(merge.conflicts()).extracting(MergeConflict::path).containsExactly("/example_ids");
    assertThat(content(merge)).isEqualTo(live);
    Connections third = with(PersonaField.EXAMPLES, 300, 3);
    Json value = third.toJson().get("example_ids").orElseThrow();
    Merge decided =
        merge(Connections.NONE, live, draft, Resolution.takeValue("/example_ids", value));
    assertThat(decided.isClean()).isTrue();
    assertThat(content(decided)).isEqualTo(third);
  }

  @Example
  void resolutionsThatSettleNothingAreRefusedAtTheirPlace() {
    Connections live = with(PersonaField.NAME, 0, 1);
    Connections draft = with(PersonaField.NAME, 1, 1);
    assertThatThrownBy(() ->
            merge(
                Connections.NONE,
                live,
                draft,
                Resolution.takeLive("/active"),
                Resolution.takeLive("/name_id")))
        .isInstanceOfSatisfying(
            InvalidContent.class,
            e -> assertThat(e.errors()).extracting("pointer").containsExactly("/0/path"));
    assertThatThrownBy(() ->
            merge(
                Connections.NONE,
                live,
                draft,
                Resolution.takeValue("/name_id", Json.of(5)),
                Resolution.takeValue("/active", Json.of("x")),
                Resolution.takeLive("/name_id")))
        .isInstanceOfSatisfying(
            InvalidContent.class,
            e ->
                assertThat(e.errors())
                    .extracting("pointer")
                    .containsExactly("/0/value", "/1/value", "/2/path"));
  }
}
