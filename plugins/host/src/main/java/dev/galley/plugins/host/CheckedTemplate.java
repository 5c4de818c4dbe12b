package dev.galley.plugins.host;

import com.google.re2j.Pattern;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.skill.SkillTemplate;
import dev.galley.domain.skill.TemplateField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A template that keeps the rules, with its patterns compiled. They are run by RE2, whose time
 * grows with the length of the text and no faster.
 */
public record CheckedTemplate(SkillTemplate template, Map<String, Pattern> patterns) {

  public CheckedTemplate {
    patterns = Map.copyOf(patterns);
  }

  static CheckedTemplate of(SkillTemplate template) {
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    for (TemplateField field : template.fields()) {
      field.pattern().ifPresent(pattern -> patterns.put(field.name(), Pattern.compile(pattern)));
    }
    return new CheckedTemplate(template, patterns);
  }

  /** The texts that do not match the pattern of their field. */
  public List<FieldError> mismatches(JsonObject data, String pointer) {
    return template.fields().stream()
        .filter(field -> !matches(field.name(), data))
        .map(field ->
            new FieldError(
                JsonPointer.child(pointer, field.name()),
                "must match the pattern " + field.pattern().orElse("")))
        .toList();
  }

  private boolean matches(String name, JsonObject data) {
    Pattern pattern = patterns.get(name);
    return pattern == null || data.text(name).map(pattern::matches).orElse(true);
  }
}
