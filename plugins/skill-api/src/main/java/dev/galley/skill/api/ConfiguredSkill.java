package dev.galley.skill.api;

import java.util.Objects;
import java.util.Optional;

/**
 * A skill of an assistant: a template with a configuration.
 *
 * @param functionName a name for the function that is unique among the skills of an assistant and
 *     made of what chat runtimes take: 1 to 64 letters, digits, {@code _} and {@code -}
 * @param name what its author has called it
 * @param description what its author says it does
 * @param datasetId the dataset that it works with
 * @since 1.0.0
 */
public record ConfiguredSkill(
    String functionName,
    Optional<String> name,
    Optional<String> description,
    Optional<String> datasetId,
    SkillConfig config) {

  /**
   * A skill of all its parts.
   *
   * @since 1.0.0
   */
  public ConfiguredSkill {
    Objects.requireNonNull(functionName, "functionName");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(datasetId, "datasetId");
    Objects.requireNonNull(config, "config");
  }

  /**
   * The author's words for the skill: its description, or else its name.
   *
   * @param otherwise for one that has neither
   * @since 1.0.0
   */
  public String purpose(String otherwise) {
    return description.or(() -> name).orElse(otherwise);
  }
}
