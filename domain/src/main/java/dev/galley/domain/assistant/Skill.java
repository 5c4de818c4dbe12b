package dev.galley.domain.assistant;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that an assistant can do: a configured use of a skill template.
 *
 * @param id the same under live and under the draft
 * @param type the id of the template
 * @param data the configuration, checked against the template's fields when it is written
 */
public record Skill(
    UUID id,
    String type,
    Optional<String> name,
    Optional<String> description,
    JsonObject data,
    Optional<String> datasetId,
    Optional<String> datasourceId,
    Optional<String> reportId,
    Optional<String> queryId,
    Optional<String> templateId,
    Optional<String> integrationId) {

  public Skill {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(data, "data");
  }

  /** As part of a content; what is absent is left out. */
  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id.toString())
        .put("type", type)
        .putIfPresent("name", name)
        .putIfPresent("description", description)
        .putIf(!data.isEmpty(), "data", data)
        .putIfPresent("datasetId", datasetId)
        .putIfPresent("datasourceId", datasourceId)
        .putIfPresent("reportId", reportId)
        .putIfPresent("queryId", queryId)
        .putIfPresent("templateId", templateId)
        .putIfPresent("integrationId", integrationId)
        .build();
  }

  /** What {@link #toJson} wrote. */
  static Skill fromJson(Json json) {
    JsonObject skill = (JsonObject) json;
    return new Skill(
        UUID.fromString(skill.text("id").orElseThrow()),
        skill.text("type").orElseThrow(),
        skill.text("name"),
        skill.text("description"),
        skill.get("data").map(JsonObject.class::cast).orElse(JsonObject.EMPTY),
        skill.text("datasetId"),
        skill.text("datasourceId"),
        skill.text("reportId"),
        skill.text("queryId"),
        skill.text("templateId"),
        skill.text("integrationId"));
  }
}
