package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonaImporterTest {

  @Test
  void aLineBecomesNameDescriptionInstructionsAndWhatPeopleSay() {
    JsonObject fields =
        fields(
            """
            {"identifier": "nurse", "meta": {"title": "Nurse", "description": "Cares."},
             "config": {"systemRole": "Be kind.", "openingQuestions": ["Asked?"]},
             "examples": [{"role": "user", "content": "I can not sleep."},
                          {"role": "assistant", "content": "Why?"},
                          {"role": "user", "content": "I can not sleep."},
                          {"role": "user", "content": " "}]}
            """);
    assertThat(fields)
        .isEqualTo(
            JsonObject.builder()
                .put("name", "Nurse")
                .put("description", "Cares.")
                .put("instructions", "Be kind.")
                .put("examples", JsonArray.ofTexts(List.of("I can not sleep.")))
                .build());
  }

  @Test
  void withoutAConversationThereIsWhatPeopleAreAskedToSay() {
    JsonObject fields =
        fields(
            """
            {"identifier": "nurse", "meta": {"title": "Nurse"},
             "config": {"openingQuestions": ["Asked?"]}}
            """);
    assertThat(fields.get("examples")).contains(JsonArray.ofTexts(List.of("Asked?")));
    assertThat(fields.get("description")).contains(JsonNull.NULL);
  }

  private static JsonObject fields(String line) {
    return PersonaImporter.fields(LobeAgent.read((JsonObject) JsonReader.read(line)));
  }
}
