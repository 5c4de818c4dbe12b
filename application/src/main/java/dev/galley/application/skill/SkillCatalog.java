package dev.galley.application.skill;

import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.skill.SkillTemplate;
import java.util.List;
import java.util.Optional;

/** The skill templates that are installed. What is installed may change between two calls. */
public interface SkillCatalog {

  /** All of them, by id. */
  List<SkillTemplate> templates();

  /** The template of that id. */
  Optional<SkillTemplate> find(String id);

  /**
   * What the template has against a configuration whose fields keep the rules that they declare.
   *
   * @return every problem, with a pointer into the skill ({@code /data/maxRows}); empty when it is
   *     good, and when the template is not installed
   * @throws TemplateFailed when whoever wrote the template gives no answer
   */
  List<FieldError> validate(Skill skill);

  /**
   * What a chat runtime needs to call the skill as a function: {@code name}, {@code description}
   * and {@code parameters} (a JSON Schema); nothing when its template is not installed.
   *
   * @throws TemplateFailed when whoever wrote the template gives no answer
   */
  Optional<JsonObject> toolDefinition(Skill skill);
}
