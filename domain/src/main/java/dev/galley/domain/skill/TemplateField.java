package dev.galley.domain.skill;

import dev.galley.domain.content.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One field of a skill template's form.
 *
 * @param name the member of the skill's {@code data}
 * @param options the values of an {@link Type#ENUM}, in their order
 * @param pattern what a text has to match as a whole, in the syntax of RE2
 * @param min the least number, or the least length of a text
 * @param max the greatest number, or the greatest length of a text
 * @param advanced whether a form may hide it at first
 */
public record TemplateField(
    String name,
    String label,
    Type type,
    boolean required,
    Optional<Json> defaultValue,
    List<String> options,
    Optional<String> pattern,
    OptionalDouble min,
    OptionalDouble max,
    Optional<String> help,
    boolean advanced) {

  /** What a field holds. */
  public enum Type {
    STRING,
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ENUM,
    DATASET,
    DATASOURCE,
    /** The id of a secret of the same assistant. */
    SECRET,
    JSON;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TemplateField {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(defaultValue, "defaultValue");
    options = List.copyOf(options);
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(max, "max");
    Objects.requireNonNull(help, "help");
    if ((type == Type.ENUM) == options.isEmpty()) {
      throw new IllegalArgumentException(
          "options: " + options + " (expected: some for an enum, none else)");
    }
  }

  /** A field without a pattern. */
  public TemplateField(
      String name,
      String label,
      Type type,
      boolean required,
      Optional<Json> defaultValue,
      List<String> options,
      OptionalDouble min,
      OptionalDouble max,
      Optional<String> help,
      boolean advanced) {
    this(
        name,
        label,
        type,
        required,
        defaultValue,
        options,
        Optional.empty(),
        min,
        max,
        help,
        advanced);
  }
}
