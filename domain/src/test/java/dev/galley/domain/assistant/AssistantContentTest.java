package dev.galley.domain.assistant;

import static dev.galley.domain.fixtures.AssistantFixture.skill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentComparison;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.fixtures.JsonFixture;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AssistantContentTest {

  @Property(tries = 200)
  void everyContentComesBackFromItsSnapshot(@ForAll("contents") AssistantContent content) {
    Snapshot snapshot = content.snapshot();

    assertThat(AssistantContent.fromJson(content.toJson())).isEqualTo(content);
    assertThat(
            AssistantContent.fromJson(
                Snapshot.stored(snapshot.hash(), snapshot.canonical()).content()))
        .isEqualTo(content);
  }

  @Property(tries = 200)
  void contentsAreEqualExactlyWhenTheirHashesAre(
      @ForAll("contents") AssistantContent one, @ForAll("contents") AssistantContent other) {
    assertThat(one.snapshot().hash().equals(other.snapshot().hash())).isEqualTo(one.equals(other));
  }

  @Test
  void whatIsEmptyIsLeftOut() {
    assertThat(CanonicalJson.write(AssistantContent.named("Sales").toJson()))
        .isEqualTo("{\"name\":\"Sales\"}");
    assertThat(
            CanonicalJson.write(
                AssistantContent.named("Sales").withSkills(List.of(skill(1, "search"))).toJson()))
        .isEqualTo(
            "{\"name\":\"Sales\",\"skills\":"
                + "[{\"id\":\"00000000-0000-0000-0000-000000000001\",\"type\":\"search\"}]}");
  }

  @Test
  void formOfAFullContentStaysAsItIs() {
    // Another text here would change the hashes of all contents that have been written.
    String text =
        "{\"data\":{\"k\":1},\"description\":\"d\",\"dispatcher\":true,\"embedded\":true,"
            + "\"icon\":\"i\",\"instructions\":\"n\",\"modelId\":\"m\",\"name\":\"Sales\","
            + "\"shared\":true,\"skills\":[{\"data\":{\"q\":true},\"datasetId\":\"1\","
            + "\"datasourceId\":\"2\",\"description\":\"sd\","
            + "\"id\":\"00000000-0000-0000-0000-000000000001\",\"integrationId\":\"6\","
            + "\"name\":\"sn\",\"queryId\":\"4\",\"reportId\":\"3\",\"templateId\":\"5\","
            + "\"type\":\"search\"}],\"suggestions\":[\"s\"],\"tags\":[\"t\"],\"welcome\":\"w\"}";
    AssistantContent content = AssistantContent.fromJson(JsonReader.read(text));

    assertThat(content.snapshot().canonical()).isEqualTo(text);
    assertThat(content.description()).contains("d");
    assertThat(content.instructions()).contains("n");
    assertThat(content.welcome()).contains("w");
    assertThat(content.icon()).contains("i");
    assertThat(content.modelId()).contains("m");
    Skill skill = content.skill(new UUID(0, 1)).orElseThrow();
    assertThat(
            List.of(
                skill.datasetId(),
                skill.datasourceId(),
                skill.reportId(),
                skill.queryId(),
                skill.templateId(),
                skill.integrationId()))
        .containsExactly(
            Optional.of("1"),
            Optional.of("2"),
            Optional.of("3"),
            Optional.of("4"),
            Optional.of("5"),
            Optional.of("6"));
    assertThat(content.skill(new UUID(0, 2))).isEmpty();
  }

  @Test
  void othersTagsAndSkillsLeaveTheRestAlone() {
    AssistantContent content =
        AssistantContent.fromJson(
            JsonReader.read(
                "{\"name\":\"n\",\"dispatcher\":true,\"tags\":[\"a\"],\"suggestions\":[\"s\"]}"));

    assertThat(content.withTags(List.of("b")).withTags(List.of("a"))).isEqualTo(content);
    assertThat(content.withSkills(List.of(skill(1, "x"))).withSkills(List.of())).isEqualTo(content);
    assertThat(content.withTags(List.of("b")).tags()).containsExactly("b");
  }

  @Test
  void listsOfAnAssistantAreIdentified() {
    AssistantContent before =
        AssistantContent.named("n")
            .withTags(List.of("a", "b"))
            .withSkills(List.of(skill(1, "x"), skill(2, "y")));
    AssistantContent after =
        AssistantContent.named("n")
            .withTags(List.of("a", "c"))
            .withSkills(List.of(skill(1, "x"), skill(2, "z")));

    assertThat(
            ContentComparison.changedPaths(before.toJson(), after.toJson(), AssistantContent.SHAPE))
        .containsExactly("/skills/" + new UUID(0, 2) + "/type", "/tags/b", "/tags/c");
  }

  @Test
  void summaryHoldsWhatListsAndSearchGoBy() {
    AssistantContent content =
        AssistantContent.fromJson(
                JsonReader.read("{\"name\":\"n\",\"description\":\"d\",\"shared\":true}"))
            .withTags(List.of("b", "a"))
            .withSkills(List.of(skill(1, "x"), skill(2, "y"), skill(3, "x")));

    assertThat(LiveSummary.of(content))
        .isEqualTo(
            new LiveSummary("n", Optional.of("d"), List.of("b", "a"), List.of("x", "y"), true));
    assertThat(LiveSummary.of(AssistantContent.named("n")))
        .isEqualTo(new LiveSummary("n", Optional.empty(), List.of(), List.of(), false));
  }

  @Test
  void summaryCutsADescriptionAtFiveHundredCodePoints() {
    for (String letter : List.of("a", "\ud83d\ude00")) {
      assertThat(summaryOf(letter.repeat(500)).description()).contains(letter.repeat(500));
      assertThat(summaryOf(letter.repeat(501)).description()).contains(letter.repeat(500));
    }
  }

  private static LiveSummary summaryOf(String description) {
    return LiveSummary.of(
        AssistantContent.fromJson(
            JsonObject.builder().put("name", "n").put("description", description).build()));
  }

  @Provide
  Arbitrary<AssistantContent> contents() {
    Arbitrary<String> text = JsonFixture.texts();
    Arbitrary<Optional<String>> maybe = text.optional(0.5);
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<JsonObject> data =
        Arbitraries.oneOf(Arbitraries.just(JsonObject.EMPTY), JsonFixture.objects());
    Arbitrary<Skill> skills =
        Combinators.combine(Arbitraries.longs(), text, maybe.list().ofSize(8), data)
            .as((id, type, texts, config) ->
                new Skill(
                    new UUID(id, id),
                    type,
                    texts.get(0),
                    texts.get(1),
                    config,
                    texts.get(2),
                    texts.get(3),
                    texts.get(4),
                    texts.get(5),
                    texts.get(6),
                    texts.get(7)));
    return Combinators.combine(
            text,
            maybe.list().ofSize(5),
            flag.list().ofSize(3),
            text.list().ofMaxSize(3),
            text.list().ofMaxSize(3),
            data,
            skills.list().ofMaxSize(3))
        .as((name, texts, flags, suggestions, tags, config, skillList) ->
            new AssistantContent(
                name,
                texts.get(0),
                texts.get(1),
                texts.get(2),
                flags.get(0),
                suggestions,
                texts.get(3),
                texts.get(4),
                flags.get(1),
                flags.get(2),
                config,
                tags,
                skillList))
        .withoutEdgeCases();
  }
}
