package dev.galley.application.skill;

import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.skill.SkillTemplate;
import java.util.List;
import java.util.Optional;

/** The skill templates that are installed. */
public interface SkillCatalog {

  /** All of them, by id. */
  List<SkillTemplate> templates();

  /** The template of that id. */
  Optional<SkillTemplate> find(String id);

  /**
   * What a chat runtime needs to call the skill as a function: {@code name}, {@code description}
   * and {@code parameters} (a JSON Schema); nothing when its template is not installed.
   */
  Optional<JsonObject> toolDefinition(Skill skill);
}
