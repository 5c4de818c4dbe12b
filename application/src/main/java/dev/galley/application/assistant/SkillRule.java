package dev.galley.application.assistant;

import dev.galley.application.skill.SkillCatalog;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.skill.SkillTemplate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A skill has a type that is installed, the fields of that, and a size that is allowed. */
final class SkillRule {

  private SkillRule() {}

  /** What is wrong with a skill; the pointers go into the skill. */
  static List<FieldError> check(SkillCatalog catalog, Limits limits, Skill skill) {
    Optional<SkillTemplate> template = catalog.find(skill.type());
    if (template.isEmpty()) {
      return List.of(
          new FieldError(
              "/type", "is no installed skill template; see GET /api/assistant-skill-templates"));
    }
    List<FieldError> errors = template.get().check(skill.data(), "/data");
    return errors.isEmpty() ? checkSize(limits, skill) : errors;
  }

  /** The same for a skill that stands as it stood, be its template gone by now. */
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
