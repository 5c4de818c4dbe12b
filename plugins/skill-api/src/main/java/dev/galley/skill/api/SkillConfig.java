package dev.galley.skill.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A skill's configuration: the values of its fields.
 *
 * @since 1.0.0
 */
public final class SkillConfig {
  private final Map<String, Object> values;

  /**
   * A configuration of these values, JSON as Java has it: {@code String}, {@code Long}, {@code
   * Double}, {@code Boolean}, {@code List}, {@code Map} and {@code null}.
   *
   * @since 1.0.0
   */
  public SkillConfig(Map<String, ?> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * All values by the names of their fields; can't be changed. Fields that were left out are
   * missing, or {@code null}.
   *
   * @since 1.0.0
   */
  public Map<String, Object> values() {
    return values;
  }

  /**
   * The text of a field, or the id that it holds; nothing when it was left out or holds something
   * else.
   *
   * @since 1.0.0
   */
  public Optional<String> text(String field) {
    return values.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * The whole number of a field; nothing when it was left out or holds something else.
   *
   * @since 1.0.0
   */
  public OptionalLong integer(String field) {
    return values.get(field) instanceof Long number
        ? OptionalLong.of(number)
        : OptionalLong.empty();
  }

  /**
   * The number of a field; nothing when it was left out or holds something else.
   *
   * @since 1.0.0
   */
  public OptionalDouble number(String field) {
    return values.get(field) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /**
   * Whether a field was set to true.
   *
   * @since 1.0.0
   */
  public boolean flag(String field) {
    return Boolean.TRUE.equals(values.get(field));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SkillConfig config && values.equals(config.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(values);
  }

  @Override
  public String toString() {
    return "SkillConfig" + values.keySet();
  }
}
