package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.galley.application.assistant.AssistantPatch;
import dev.galley.application.assistant.Limits;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LobeAgentTest {
  private static final String HARBOUR_PILOT =
      """
      {"author": "mo", "createdAt": "2024-01-31", "homepage": "https://example.org/mo",
       "identifier": "harbour-pilot", "schemaVersion": 1,
       "meta": {"title": "Harbour Pilot", "description": "Knows the tides.", "avatar": "⚓",
                "category": "life", "tags": ["sea", "", "tides", "sea"]},
       "config": {"systemRole": "You pilot ships.", "openingMessage": "Ahoy.",
                  "openingQuestions": ["When is high water?"],
                  "model": "some-model", "params": {"temperature": 0.6}},
       "examples": [{"role": "user", "content": "Hello"}]}
      """;

  @Test
  void everyFieldFindsItsPlace() {
    ImportedAssistant assistant = read(HARBOUR_PILOT);

    assertThat(assistant.slug()).isEqualTo("harbour-pilot");
    assertThat(assistant.fields())
        .isEqualTo(
            JsonReader.read(
                """
                {"name": "Harbour Pilot", "description": "Knows the tides.",
                 "instructions": "You pilot ships.", "welcome": "Ahoy.",
                 "suggestions": ["When is high water?"], "tags": ["sea", "tides"],
                 "data": {"author": "mo", "createdAt": "2024-01-31",
                          "homepage": "https://example.org/mo", "schemaVersion": 1,
                          "examples": [{"role": "user", "content": "Hello"}],
                          "meta": {"avatar": "⚓", "category": "life"},
                          "config": {"model": "some-model", "params": {"temperature": 0.6}}}}
                """));
  }

  @Test
  void whatIsLeftOutIsNamed() {
    assertThat(read(HARBOUR_PILOT).notes())
        .containsExactly(
            "/meta/tags/1 is empty and was left out",
            "/meta/tags/3 is there twice ('sea') and was left out");
  }

  @Test
  void aBareAgentHasNothingButItsName() {
    ImportedAssistant assistant =
        read("{\"identifier\": \"bare\", \"meta\": {\"title\": \"Bare\"}, \"config\": {}}");

    assertThat(assistant.fields().text("name")).contains("Bare");
    assertThat(assistant.fields().get("tags")).contains(JsonArray.EMPTY);
    assertThat(assistant.fields().get("data")).contains(JsonObject.EMPTY);
    assertThat(AssistantPatch.forCreation(assistant.fields(), Limits.DEFAULT)).isNotNull();
  }

  @Test
  void everyWrongPlaceIsNamed() {
    InvalidContent refused =
        catchThrowableOfType(
            InvalidContent.class,
            () ->
                read(
                    """
                    {"identifier": "Not A Slug", "meta": {"title": " ", "tags": "sea"},
                     "config": {"systemRole": 7, "openingQuestions": [1]}}
                    """));

    assertThat(refused.errors())
        .extracting(error -> error.pointer())
        .containsExactlyInAnyOrder(
            "/identifier",
            "/meta/title",
            "/meta/tags",
            "/config/systemRole",
            "/config/openingQuestions/0");
  }

  @Test
  void autoTellsWhatItDoesNotKnow() {
    InvalidContent refused =
        catchThrowableOfType(InvalidContent.class, () -> AgentFormat.AUTO.read(JsonObject.EMPTY));

    assertThat(refused).hasMessageContaining("no agent that is known here");
  }

  @Test
  void placesOfARequestAreTheLinesPlaces() {
    assertThat(LobeAgent.source("/suggestions/3")).isEqualTo("/config/openingQuestions/3");
    assertThat(LobeAgent.source("/name")).isEqualTo("/meta/title");
    assertThat(LobeAgent.source("/data")).isEqualTo("/data");
    assertThat(LobeAgent.source("")).isEmpty();
  }

  @Test
  void theServerTakesEveryRealAgent() throws IOException {
    Optional<Path> file = realAgents();
    if (file.isEmpty()) {
      System.out.println(
          "The lobe-chat agents are not beside the repository; the samples must do.");
      assertThat(accepted(read(HARBOUR_PILOT))).isTrue();
      return;
    }
    Set<String> slugs = new HashSet<>();
    List<String> refused = new ArrayList<>();
    try (LineSource lines = LineSource.open(file.get())) {
      LineSource.@Nullable Line line = lines.next();
      while (line != null) {
        ImportedAssistant assistant = AgentFormat.AUTO.read((JsonObject) line.json());
        slugs.add(assistant.slug());
        if (!accepted(assistant)) {
          refused.add(assistant.slug());
        }
        line = lines.next();
      }
    }
    assertThat(refused).isEmpty();
    assertThat(slugs).hasSize(405).hasSize((int) LineSource.count(file.get()));
  }

  /** Where the real agents lie, when they do. */
  static Optional<Path> realAgents() {
    String file =
        Optional.ofNullable(System.getenv("GALLEY_TEST_AGENTS"))
            .orElse("../shared/data/lobe-agents/agents.jsonl");
    return Optional.of(Path.of(System.getProperty("galley.root", ".")).resolve(file).normalize())
        .filter(Files::isRegularFile);
  }

  private static boolean accepted(ImportedAssistant assistant) {
    AssistantPatch patch =
        AssistantPatch.forCreation(
            JsonObject.builder().putAll(assistant.fields()).put("slug", assistant.slug()).build(),
            Limits.DEFAULT);
    return patch.slug().isPresent();
  }

  private static ImportedAssistant read(String line) {
    return LobeAgent.read((JsonObject) JsonReader.read(line));
  }
}
