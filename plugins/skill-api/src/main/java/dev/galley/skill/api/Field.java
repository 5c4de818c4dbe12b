package dev.galley.skill.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One field of a skill's configuration, with the rules that the host checks by itself.
 *
 * @param name the member of the skill's {@code data}: a letter, then up to 59 letters, digits,
 *     {@code _} and {@code -}
 * @param label for people, 1 to 100 characters
 * @param type what it holds
 * @param required whether a configuration without it is refused
 * @param defaultValue what a form begins with; a value that keeps the rules of the field. The host
 *     does not fill it in: a plugin meets configurations without it
 * @param options the values of a {@link FieldType#ENUM}, 1 to 200; none for all else
 * @param pattern a regular expression that a text has to match as a whole, in the syntax of RE2 (no
 *     look-around, no back-references); for {@link FieldType#STRING} and {@link FieldType#TEXT}
 * @param min the least number, or the least length of a text in characters
 * @param max the greatest number, or the greatest length of a text in characters
 * @param help a sentence for people, or empty; at most 500 characters
 * @param advanced whether a form may hide it at first
 * @since 1.0.0
 */
public record Field(
    String name,
    String label,
    FieldType type,
    boolean required,
    Optional<Object> defaultValue,
    List<String> options,
    Optional<String> pattern,
    OptionalDouble min,
    OptionalDouble max,
    String help,
    boolean advanced) {

  /**
   * A field of all its parts.
   *
   * @since 1.0.0
   */
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(type, "type");
    defaultValue = defaultValue.map(Field::copy);
    options = List.copyOf(options);
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(max, "max");
    Objects.requireNonNull(help, "help");
  }

  /** JSON values as Java has them; lists and maps are copied, since a map may hold nulls. */
  private static Object copy(Object value) {
    if (value instanceof Map<?, ?> map) {
      return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
    if (value instanceof List<?> list) {
      return Collections.unmodifiableList(new ArrayList<>(list));
    }
    return value;
  }

  /**
   * A field that may be left out and has no rules but its type.
   *
   * @since 1.0.0
   */
  public static Field of(FieldType type, String name, String label) {
    return new Field(
        name,
        label,
        type,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "",
        false);
  }

  /**
   * A field of which one option is chosen.
   *
   * @since 1.0.0
   */
  public static Field choice(String name, String label, List<String> options) {
    return new Field(
        name,
        label,
        FieldType.ENUM,
        false,
        Optional.empty(),
        options,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "",
        false);
  }

  /**
   * The same, which must not be left out.
   *
   * @since 1.0.0
   */
  public Field asRequired() {
    return new Field(
        name, label, type, true, defaultValue, options, pattern, min, max, help, advanced);
  }

  /**
   * The same with what a form begins with.
   *
   * @since 1.0.0
   */
  public Field withDefault(Object value) {
    return new Field(
        name,
        label,
        type,
        required,
        Optional.of(value),
        options,
        pattern,
        min,
        max,
        help,
        advanced);
  }

  /**
   * The same with a pattern of RE2.
   *
   * @since 1.0.0
   */
  public Field matching(String newPattern) {
    return new Field(
        name,
        label,
        type,
        required,
        defaultValue,
        options,
        Optional.of(newPattern),
        min,
        max,
        help,
        advanced);
  }

  /**
   * The same with a least number or length.
   *
   * @since 1.0.0
   */
  public Field atLeast(double least) {
    return new Field(
        name,
        label,
        type,
        required,
        defaultValue,
        options,
        pattern,
        OptionalDouble.of(least),
        max,
        help,
        advanced);
  }

  /**
   * The same with a greatest number or length.
   *
   * @since 1.0.0
   */
  public Field atMost(double greatest) {
    return new Field(
        name,
        label,
        type,
        required,
        defaultValue,
        options,
        pattern,
        min,
        OptionalDouble.of(greatest),
        help,
        advanced);
  }

  /**
   * The same with a sentence that helps people.
   *
   * @since 1.0.0
   */
  public Field withHelp(String newHelp) {
    return new Field(
        name, label, type, required, defaultValue, options, pattern, min, max, newHelp, advanced);
  }

  /**
   * The same, which a form may hide at first.
   *
   * @since 1.0.0
   */
  public Field asAdvanced() {
    return new Field(
        name, label, type, required, defaultValue, options, pattern, min, max, help, true);
  }
}
