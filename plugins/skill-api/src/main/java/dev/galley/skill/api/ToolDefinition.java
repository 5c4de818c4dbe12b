package dev.galley.skill.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A function that a chat runtime offers to its model.
 *
 * @param name 1 to 64 letters, digits, {@code _} and {@code -}; {@link
 *     ConfiguredSkill#functionName()} is a good one
 * @param description for the model, 1 to 4,000 characters
 * @param parameters a JSON Schema whose {@code type} is {@code object}, as JSON in Java: strings,
 *     numbers, booleans, lists and maps. At most 64 KiB
 * @since 1.0.0
 */
public record ToolDefinition(String name, String description, Map<String, Object> parameters) {

  /**
   * A function of all its parts.
   *
   * @since 1.0.0
   */
  public ToolDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * A function without parameters.
   *
   * @since 1.0.0
   */
  public static ToolDefinition of(String name, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", Map.of());
    schema.put("required", List.of());
    schema.put("additionalProperties", false);
    return new ToolDefinition(name, description, schema);
  }

  /**
   * The same with a parameter that the model must give.
   *
   * @param type a type of JSON Schema, such as {@code string}
   * @since 1.0.0
   */
  public ToolDefinition requiring(String parameter, String type, String meaning) {
    return with(parameter, type, meaning, true);
  }

  /**
   * The same with a parameter that the model may give.
   *
   * @param type a type of JSON Schema, such as {@code integer}
   * @since 1.0.0
   */
  public ToolDefinition allowing(String parameter, String type, String meaning) {
    return with(parameter, type, meaning, false);
  }

  private ToolDefinition with(String parameter, String type, String meaning, boolean required) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (parameters.get("properties") instanceof Map<?, ?> before) {
      before.forEach((name, schema) -> properties.put(String.valueOf(name), schema));
    }
    properties.put(parameter, Map.of("type", type, "description", meaning));
    List<Object> names = new ArrayList<>();
    if (parameters.get("required") instanceof List<?> before) {
      names.addAll(before);
    }
    if (required) {
      names.add(parameter);
    }
    Map<String, Object> schema = new LinkedHashMap<>(parameters);
    schema.put("properties", properties);
    schema.put("required", names);
    return new ToolDefinition(name, description, schema);
  }
}
