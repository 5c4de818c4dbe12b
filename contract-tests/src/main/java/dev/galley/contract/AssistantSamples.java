package dev.galley.contract;

import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.List;
import java.util.UUID;

/** Contents for tests. */
final class AssistantSamples {

  private AssistantSamples() {}

  /** A content in which every field is set, with that many skills. */
  static AssistantContent full(String name, int skills) {
    JsonArray list = JsonArray.EMPTY;
    for (int i = 0; i < skills; i++) {
      JsonObject skill =
          JsonObject.builder()
              .put("id", new UUID(0x7000, i).toString())
              .put("type", "type-" + i % 3)
              .put("name", "Skill " + i)
              .put("data", JsonObject.EMPTY.with("n", Json.of((long) i)))
              .build();
      list =
          new JsonArray(
              java.util.stream.Stream.concat(
                      list.items().stream(), java.util.stream.Stream.<Json>of(skill))
                  .toList());
    }
    return Author.fromJson(
        JsonObject.builder()
            .put("name", name)
            .put("description", "Describes " + name)
            .put("instructions", "\u4f60\u597d \"quoted\" \\ \n")
            .put("welcome", "Hello")
            .put("dispatcher", true)
            .put("suggestions", JsonArray.ofTexts(List.of("One?", "Two?")))
            .put("modelId", "model-1")
            .put("icon", "robot")
            .put("shared", true)
            .put("embedded", true)
            .put("data", JsonObject.EMPTY.with("k", new JsonString("v")))
            .put("tags", JsonArray.ofTexts(List.of("red", "Gr\u00fcn")))
            .put("skills", list));
  }
}
