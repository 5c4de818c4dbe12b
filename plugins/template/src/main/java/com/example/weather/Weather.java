package com.example.weather;

import dev.galley.skill.api.ConfigProblem;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Field;
import dev.galley.skill.api.FieldType;
import dev.galley.skill.api.SkillConfig;
import dev.galley.skill.api.SkillDescriptor;
import dev.galley.skill.api.SkillTemplate;
import dev.galley.skill.api.ToolDefinition;
import java.util.List;
import org.pf4j.Extension;

/** Tells the weather. Replace it by what your skill does. */
@Extension
public class Weather implements SkillTemplate {

  @Override
  public SkillDescriptor descriptor() {
    return SkillDescriptor.of("weather", "Weather", "Tells the weather of a city")
        .with(
            Field.of(FieldType.STRING, "city", "City")
                .asRequired()
                .atMost(100)
                .withHelp("The city that is asked about when none is named."))
        .with(
            Field.choice("units", "Units", List.of("metric", "imperial"))
                .withDefault("metric"))
        .with(Field.of(FieldType.SECRET, "apiKey", "Key of the weather service").asAdvanced());
  }

  /** What the fields can't say by themselves. */
  @Override
  public List<ConfigProblem> validate(SkillConfig config) {
    String city = config.text("city").orElse("");
    return city.isBlank()
        ? List.of(ConfigProblem.of("city", "must not be blank"))
        : List.of();
  }

  @Override
  public ToolDefinition toolDefinition(ConfiguredSkill skill) {
    return ToolDefinition.of(skill.functionName(), skill.purpose("Tells the weather of a city"))
        .allowing("city", "string", "The city; " + skill.config().text("city").orElse("none") + " unless given.")
        .requiring("day", "string", "The day, as YYYY-MM-DD.");
  }
}
