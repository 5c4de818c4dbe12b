package dev.galley.plugins.host;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.skill.TemplateField;
import dev.galley.skill.api.Field;
import dev.galley.skill.api.FieldType;
import dev.galley.skill.api.SkillDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plugin says of a template, checked and in the words of the core. */
public final class Templates {
  /** What the ids of templates, gates and plugins look like. */
  static final java.util.regex.Pattern ID = java.util.regex.Pattern.compile("[a-z][a-z0-9-]{0,59}");

  private static final java.util.regex.Pattern NAME =
      java.util.regex.Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,59}");
  private static final int MAX_FIELDS = 100;
  private static final int MAX_OPTIONS = 200;
  private static final int MAX_PATTERN = 1_000;
  private static final int MAX_DEFAULT = 10_000;
  private static final int MAX_TOLD = 20;

  private final List<String> problems = new ArrayList<>();

  private Templates() {}

  /**
   * A template that keeps all rules, or what is wrong with it.
   *
   * @param template absent when there are problems
   * @param problems one sentence each, for the author of the plugin
   */
  public record Reading(Optional<CheckedTemplate> template, List<String> problems) {

    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Reads what a plugin says of a template. */
  public static Reading read(@Nullable SkillDescriptor descriptor) {
    Templates reader = new Templates();
    Optional<CheckedTemplate> template = Optional.empty();
    if (descriptor == null) {
      reader.problem("descriptor() returned null (expected: a SkillDescriptor)");
    } else {
      template = reader.template(descriptor);
    }
    return reader.problems.isEmpty()
        ? new Reading(template, List.of())
        : new Reading(Optional.empty(), reader.problems);
  }

  private void problem(String text) {
    if (problems.size() < MAX_TOLD) {
      problems.add(text);
    }
  }

  private Optional<CheckedTemplate> template(SkillDescriptor descriptor) {
    if (!ID.matcher(descriptor.id()).matches()) {
      problem(
          "id: '"
              + descriptor.id()
              + "' (expected: 1 to 60 lower-case letters, digits and hyphens, beginning with a"
              + " letter)");
    }
    text("name", descriptor.name(), 1, 100);
    text("description", descriptor.description(), 0, 500);
    text("icon", descriptor.icon(), 0, 200);
    text("version", descriptor.version(), 0, 50);
    if (descriptor.fields().size() > MAX_FIELDS) {
      problem("fields: " + descriptor.fields().size() + " (expected: at most " + MAX_FIELDS + ")");
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    List<TemplateField> fields = new ArrayList<>();
    for (Field field : descriptor.fields()) {
      if (!names.add(field.name())) {
        problem("field '" + field.name() + "': is there twice");
      }
      field(field).ifPresent(fields::add);
    }
    return problems.isEmpty() ? checked(descriptor, fields) : Optional.empty();
  }

  private Optional<CheckedTemplate> checked(
      SkillDescriptor descriptor, List<TemplateField> fields) {
    CheckedTemplate template =
        CheckedTemplate.of(
            new dev.galley.domain.skill.SkillTemplate(
                descriptor.id(),
                descriptor.name(),
                descriptor.description(),
                filled(descriptor.icon()),
                filled(descriptor.version()),
                fields));
    for (TemplateField field : fields) {
      field.defaultValue().ifPresent(value -> defaultOf(template, field, value));
    }
    return Optional.of(template);
  }

  private void defaultOf(CheckedTemplate template, TemplateField field, Json value) {
    JsonObject data = JsonObject.builder().put(field.name(), value).build();
    List<FieldError> errors = new ArrayList<>(template.template().check(data, ""));
    errors.addAll(template.mismatches(data, ""));
    errors.stream()
        .filter(error -> error.pointer().equals('/' + field.name()))
        .forEach(error -> problem("field '" + field.name() + "': its default " + error.detail()));
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private void text(String what, String value, int least, int most) {
    int length = value.codePointCount(0, value.length());
    if (length < least || length > most || value.chars().anyMatch(Character::isISOControl)) {
      problem(
          what
              + ": has "
              + length
              + " characters (expected: "
              + least
              + " to "
              + most
              + ", no control characters)");
    }
  }

  private Optional<TemplateField> field(Field field) {
    String at = "field '" + field.name() + "': ";
    if (!NAME.matcher(field.name()).matches()) {
      problem(at + "its name must be a letter, then up to 59 letters, digits, '_' and '-'");
    }
    text(at + "label", field.label(), 1, 100);
    text(at + "help", field.help(), 0, 500);
    options(at, field);
    field.pattern().ifPresent(pattern -> pattern(at, field.type(), pattern));
    if (field.min().isPresent()
        && field.max().isPresent()
        && !(field.min().getAsDouble() <= field.max().getAsDouble())) {
      problem(at + "its least value is above its greatest");
    }
    for (OptionalDouble bound : List.of(field.min(), field.max())) {
      if (bound.isPresent() && !Double.isFinite(bound.getAsDouble())) {
        problem(at + "its bounds must be finite numbers");
      }
    }
    Optional<Json> byDefault = Optional.empty();
    if (field.defaultValue().isPresent()) {
      try {
        byDefault = Optional.of(JavaJson.read(field.defaultValue().get(), MAX_DEFAULT));
      } catch (PluginFault e) {
        problem(at + "its default can't be read: " + e.reason());
      }
    }
    return problems.isEmpty()
        ? Optional.of(
            new TemplateField(
                field.name(),
                field.label(),
                type(field.type()),
                field.required(),
                byDefault,
                field.options(),
                field.pattern(),
                field.min(),
                field.max(),
                filled(field.help()),
                field.advanced()))
        : Optional.empty();
  }

  private void options(String at, Field field) {
    if ((field.type() == FieldType.ENUM) == field.options().isEmpty()) {
      problem(at + "options belong to an ENUM, which must have some, and to nothing else");
    }
    if (field.options().size() > MAX_OPTIONS) {
      problem(at + "has more than " + MAX_OPTIONS + " options");
    } else {
      field.options().forEach(option -> text(at + "option", option, 1, 200));
      if (new HashSet<>(field.options()).size() < field.options().size()) {
        problem(at + "an option is there twice");
      }
    }
  }

  private void pattern(String at, FieldType type, String pattern) {
    if (type != FieldType.STRING && type != FieldType.TEXT) {
      problem(at + "a pattern belongs to a STRING or a TEXT");
    } else if (pattern.length() > MAX_PATTERN) {
      problem(at + "its pattern has more than " + MAX_PATTERN + " characters");
    } else {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        problem(
            at
                + "its pattern is none of RE2 (no look-around, no back-references): "
                + e.getDescription());
      }
    }
  }

  private static TemplateField.Type type(FieldType type) {
    return switch (type) {
      case STRING -> TemplateField.Type.STRING;
      case TEXT -> TemplateField.Type.TEXT;
      case INTEGER -> TemplateField.Type.INTEGER;
      case NUMBER -> TemplateField.Type.NUMBER;
      case BOOLEAN -> TemplateField.Type.BOOLEAN;
      case ENUM -> TemplateField.Type.ENUM;
      case DATASET -> TemplateField.Type.DATASET;
      case DATASOURCE -> TemplateField.Type.DATASOURCE;
      case SECRET -> TemplateField.Type.SECRET;
      case JSON -> TemplateField.Type.JSON;
    };
  }
}
