package dev.galley.domain.skill;

import dev.galley.domain.access.Identifiers;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A kind of skill: what it is called and which fields its configuration has.
 *
 * @param id what a skill names as its {@code type}
 * @param icon the name of an icon
 * @param version of the template, as its author counts
 */
public record SkillTemplate(
    String id,
    String name,
    String description,
    Optional<String> icon,
    Optional<String> version,
    List<TemplateField> fields) {

  public SkillTemplate {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(icon, "icon");
    Objects.requireNonNull(version, "version");
    fields = List.copyOf(fields);
  }

  /** A kind without icon and version. */
  public SkillTemplate(String id, String name, String description, List<TemplateField> fields) {
    this(id, name, description, Optional.empty(), Optional.empty(), fields);
  }

  /** The fields that hold something of that type. */
  public List<TemplateField> fields(TemplateField.Type type) {
    return fields.stream().filter(field -> field.type() == type).toList();
  }

  /**
   * Checks a configuration against the fields.
   *
   * @param pointer where the configuration stands in the input
   * @return every place that breaks a rule; empty when it is good
   */
  public List<FieldError> check(JsonObject data, String pointer) {
    List<FieldError> errors = new ArrayList<>();
    for (TemplateField field : fields) {
      String at = JsonPointer.child(pointer, field.name());
      Json value = data.get(field.name()).orElse(JsonNull.NULL);
      if (value instanceof JsonNull) {
        if (field.required()) {
          errors.add(new FieldError(at, "is required by the skill type " + id));
        }
      } else {
        problem(field, value).ifPresent(detail -> errors.add(new FieldError(at, detail)));
      }
    }
    for (String name : data.members().keySet()) {
      if (fields.stream().noneMatch(field -> field.name().equals(name))) {
        errors.add(
            new FieldError(
                JsonPointer.child(pointer, name), "is not a field of the skill type " + id));
      }
    }
    return errors;
  }

  private static Optional<String> problem(TemplateField field, Json value) {
    return switch (field.type()) {
      case STRING, TEXT ->
          value instanceof JsonString(String text)
              ? outside(field, text.codePointCount(0, text.length()), " characters")
              : Optional.of("must be a string");
      case DATASET, DATASOURCE ->
          value instanceof JsonString(String text)
              ? Identifiers.valid(text)
                  ? outside(field, text.codePointCount(0, text.length()), " characters")
                  : Optional.of("must be an id: " + Identifiers.RULE)
              : Optional.of("must be a string");
      case SECRET ->
          value instanceof JsonString
              ? Optional.empty()
              : Optional.of("must be the id of a secret of this assistant");
      case INTEGER ->
          value instanceof JsonNumber number && number.isInteger()
              ? outside(field, number.value(), "")
              : Optional.of("must be an integer");
      case NUMBER ->
          value instanceof JsonNumber(double number)
              ? outside(field, number, "")
              : Optional.of("must be a number");
      case BOOLEAN ->
          value instanceof JsonBoolean ? Optional.empty() : Optional.of("must be true or false");
      case ENUM ->
          value instanceof JsonString(String text) && field.options().contains(text)
              ? Optional.empty()
              : Optional.of("must be one of " + String.join(", ", field.options()));
      case JSON -> Optional.empty();
    };
  }

  private static Optional<String> outside(TemplateField field, double size, String unit) {
    if (field.min().isPresent() && size < field.min().getAsDouble()) {
      return Optional.of("must be at least " + plain(field.min().getAsDouble()) + unit);
    }
    if (field.max().isPresent() && size > field.max().getAsDouble()) {
      return Optional.of("must be at most " + plain(field.max().getAsDouble()) + unit);
    }
    return Optional.empty();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The names of the fields, for messages. */
  public String fieldNames() {
    return fields.stream().map(TemplateField::name).collect(Collectors.joining(", "));
  }
}
