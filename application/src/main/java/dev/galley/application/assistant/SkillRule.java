package dev.galley.application.assistant;

import dev.galley.application.skill.SkillCatalog;
import dev.galley.domain.assistant.Secret;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.Reference;
import dev.galley.domain.skill.SkillTemplate;
import dev.galley.domain.skill.TemplateField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A skill has a type that is installed, the fields of that, and a size that is allowed. */
final class SkillRule {

  private static final String DATA = "/data";

  private SkillRule() {}

  /**
   * What is wrong with a skill; the pointers go into the skill.
   *
   * @param secrets those of the assistant, which the skill may name
   */
  static List<FieldError> check(
      SkillCatalog catalog, Limits limits, Skill skill, List<Secret> secrets) {
    Optional<SkillTemplate> template = catalog.find(skill.type());
    if (template.isEmpty()) {
      return List.of(
          new FieldError(
              "/type", "is no installed skill template; see GET /api/assistant-skill-templates"));
    }
    List<FieldError> errors = new ArrayList<>(template.get().check(skill.data(), DATA));
    errors.addAll(unknownSecrets(template.get(), skill, secrets));
    if (errors.isEmpty()) {
      errors.addAll(checkSize(limits, skill));
    }
    // Asked last: it costs the most, and may count on the rest.
    return errors.isEmpty() ? catalog.validate(skill) : errors;
  }

  private static List<FieldError> unknownSecrets(
      SkillTemplate template, Skill skill, List<Secret> secrets) {
    Set<String> ids =
        secrets.stream().map(secret -> secret.id().toString()).collect(Collectors.toSet());
    return template.fields(TemplateField.Type.SECRET).stream()
        .map(TemplateField::name)
        .filter(name -> skill.data().text(name).filter(id -> !ids.contains(id)).isPresent())
        .map(name ->
            new FieldError(
                JsonPointer.child(DATA, name), "must be the id of a secret of this assistant"))
        .toList();
  }

  /** The secrets that skills of a content name and that it does not have. */
  static List<Reference> danglingSecrets(SkillCatalog catalog, Json content) {
    JsonObject all = (JsonObject) content;
    Set<String> ids =
        objects(all.get("secrets"))
            .flatMap(secret -> secret.text("id").stream())
            .collect(Collectors.toSet());
    return objects(all.get("skills"))
        .flatMap(skill -> secrets(catalog, skill))
        .filter(reference -> !ids.contains(reference.id()))
        .toList();
  }

  private static Stream<JsonObject> objects(Optional<Json> list) {
    return list.stream()
        .filter(JsonArray.class::isInstance)
        .flatMap(array -> ((JsonArray) array).items().stream())
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private static Stream<Reference> secrets(SkillCatalog catalog, JsonObject skill) {
    String holder = "/skills/" + skill.text("id").orElse("");
    return skill.text("type").flatMap(catalog::find).stream()
        .flatMap(template -> template.fields(TemplateField.Type.SECRET).stream())
        .map(TemplateField::name)
        .flatMap(name ->
            skill
                .get("data")
                .filter(JsonObject.class::isInstance)
                .flatMap(data -> ((JsonObject) data).text(name))
                .map(id ->
                    new Reference(holder, JsonPointer.child(holder + DATA, name), "/secrets", id))
                .stream());
  }

  /** What is wrong with the size of a skill, be its template gone by now. */
  static List<FieldError> checkSize(Limits limits, Skill skill) {
    int size =
        CanonicalJson.write(AssistantRepresentation.skill(skill))
            .getBytes(StandardCharsets.UTF_8)
            .length;
    return size > limits.skillBytes()
        ? List.of(
            new FieldError(
                "",
                "is a skill of "
                    + size
                    + " bytes; at most "
                    + limits.skillBytes()
                    + " are allowed"))
        : List.of();
  }
}
