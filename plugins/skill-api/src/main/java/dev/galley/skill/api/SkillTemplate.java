package dev.galley.skill.api;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A kind of skill that an assistant can be given.
 *
 * @since 1.0.0
 */
public interface SkillTemplate extends ExtensionPoint {

  /**
   * What the kind is called, and which fields its configuration has.
   *
   * <p>Called once, when the plugin is loaded. A throw, or a descriptor that breaks a rule, means
   * that the plugin is not loaded.
   *
   * @since 1.0.0
   */
  SkillDescriptor descriptor();

  /**
   * What is wrong with a configuration beyond the rules that the fields declare.
   *
   * <p>Called when a skill is added or its configuration changes, after the declared rules were
   * found to hold, so that each value has the type of its field. A throw fails the request with
   * 503.
   *
   * @param config what somebody has entered; of a secret only its id
   * @return every problem at once, at most 100; empty when it is good
   * @since 1.0.0
   */
  default List<ConfigProblem> validate(SkillConfig config) {
    return List.of();
  }

  /**
   * How a chat runtime calls the skill as a function.
   *
   * <p>Called whenever somebody asks for the skill's driver. A throw fails that request with 503.
   *
   * @param skill with a configuration that was found good when it was written, which may have been
   *     under an older version of the plugin
   * @since 1.0.0
   */
  ToolDefinition toolDefinition(ConfiguredSkill skill);
}
