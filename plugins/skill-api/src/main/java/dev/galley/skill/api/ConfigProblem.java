package dev.galley.skill.api;

import java.util.Objects;

/**
 * What is wrong with one value of a configuration.
 *
 * @param path a JSON pointer into the configuration, such as {@code /headers/0}; empty for the
 *     configuration as a whole. At most 500 characters
 * @param message what the rule is, to stand behind the name of the field: {@code "must be an
 *     address that begins with https://"}. 1 to 500 characters. It is shown to whoever has sent the
 *     configuration
 * @since 1.0.0
 */
public record ConfigProblem(String path, String message) {

  /**
   * A problem of all its parts.
   *
   * @since 1.0.0
   */
  public ConfigProblem {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /**
   * A problem of a field.
   *
   * @since 1.0.0
   */
  public static ConfigProblem of(String field, String message) {
    return new ConfigProblem('/' + field.replace("~", "~0").replace("/", "~1"), message);
  }
}
