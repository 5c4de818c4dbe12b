package dev.galley.application.assistant;

import dev.galley.application.assistant.AssistantPatch.Field;
import dev.galley.application.support.BodyReader;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * The fields of a skill that a request names, checked for their shape.
 *
 * @param id the id that was sent back with a fetched skill
 */
public record SkillPatch(
    Optional<String> type,
    Field<String> name,
    Field<String> description,
    Optional<JsonObject> data,
    Field<String> datasetId,
    Field<String> datasourceId,
    Field<String> reportId,
    Field<String> queryId,
    Field<String> templateId,
    Field<String> integrationId,
    Optional<Json> id) {

  /**
   * Reads the body of a POST.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static SkillPatch forCreation(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    if (!reader.sent("type")) {
      reader.error("type", "is required");
    }
    return read(reader, limits, Optional.empty());
  }

  /**
   * Reads the body of a PUT; the id may be sent back.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static SkillPatch forUpdate(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    reader.ignore("_links");
    reader.ignore("unavailable");
    return read(reader, limits, reader.raw("id"));
  }

  private static SkillPatch read(BodyReader reader, Limits limits, Optional<Json> id) {
    SkillPatch patch =
        new SkillPatch(
            reader.text("type", false, 1, Identifiers.MAX_LENGTH),
            AssistantPatch.nullable(reader, "name", limits.name()),
            AssistantPatch.nullable(reader, "description", limits.description()),
            AssistantPatch.cleared(
                reader, "data", reader.object("data", true, limits.skillBytes()), JsonObject.EMPTY),
            reference(reader, "datasetId"),
            reference(reader, "datasourceId"),
            reference(reader, "reportId"),
            reference(reader, "queryId"),
            reference(reader, "templateId"),
            reference(reader, "integrationId"),
            id);
    reader.finish();
    return patch;
  }

  private static Field<String> reference(BodyReader reader, String name) {
    return AssistantPatch.nullable(reader, name, Identifiers.MAX_LENGTH);
  }

  /** A new skill of these fields. */
  Skill create(UUID newId) {
    return over(
        new Skill(
            newId,
            type.orElseThrow(),
            Optional.empty(),
            Optional.empty(),
            JsonObject.EMPTY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** A skill with these fields over it. */
  Skill over(Skill skill) {
    return new Skill(
        skill.id(),
        type.orElse(skill.type()),
        name.over(skill.name()),
        description.over(skill.description()),
        data.orElse(skill.data()),
        datasetId.over(skill.datasetId()),
        datasourceId.over(skill.datasourceId()),
        reportId.over(skill.reportId()),
        queryId.over(skill.queryId()),
        templateId.over(skill.templateId()),
        integrationId.over(skill.integrationId()));
  }
}
