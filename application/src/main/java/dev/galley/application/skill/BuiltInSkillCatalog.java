package dev.galley.application.skill;

import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.skill.SkillTemplate;
import dev.galley.domain.skill.TemplateField;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The skill templates that need no plugin: querying a dataset and searching the web. */
public final class BuiltInSkillCatalog implements SkillCatalog {
  private static final SkillTemplate DATASET_QUERY =
      new SkillTemplate(
          "dataset-query",
          "Query Dataset",
          "Search and analyze dataset records",
          List.of(
              number(
                  "maxRows", "Rows at most", 1, 10_000, 100, "How many rows an answer may have."),
              text("columns", "Columns", "Columns to read, separated by commas; all when empty."),
              new TemplateField(
                  "filter",
                  "Filter",
                  TemplateField.Type.JSON,
                  false,
                  Optional.empty(),
                  List.of(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  Optional.of("A condition that every query is narrowed by."),
                  true)));

  private static final SkillTemplate WEB_SEARCH =
      new SkillTemplate(
          "web-search",
          "Web Search",
          "Search the internet",
          List.of(
              number("maxResults", "Results at most", 1, 50, 10, "How many results to return."),
              text(
                  "allowedDomains",
                  "Allowed domains",
                  "Domains to search, separated by commas; all when empty."),
              new TemplateField(
                  "safeSearch",
                  "Safe search",
                  TemplateField.Type.ENUM,
                  false,
                  Optional.of(Json.of("moderate")),
                  List.of("off", "moderate", "strict"),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  Optional.of("How strictly results are filtered."),
                  true)));

  private static TemplateField number(
      String name, String label, double min, double max, long byDefault, String help) {
    return new TemplateField(
        name,
        label,
        TemplateField.Type.INTEGER,
        false,
        Optional.of(Json.of(byDefault)),
        List.of(),
        OptionalDouble.of(min),
        OptionalDouble.of(max),
        Optional.of(help),
        false);
  }

  private static TemplateField text(String name, String label, String help) {
    return new TemplateField(
        name,
        label,
        TemplateField.Type.STRING,
        false,
        Optional.empty(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.of(1_000),
        Optional.of(help),
        false);
  }

  @Override
  public List<SkillTemplate> templates() {
    return List.of(DATASET_QUERY, WEB_SEARCH);
  }

  @Override
  public Optional<SkillTemplate> find(String id) {
    return templates().stream().filter(template -> template.id().equals(id)).findFirst();
  }

  @Override
  public Optional<JsonObject> toolDefinition(Skill skill) {
    return switch (skill.type()) {
      case "dataset-query" ->
          Optional.of(
              tool(
                  skill,
                  DATASET_QUERY,
                  "query",
                  "What to look for in the dataset, in plain words."));
      case "web-search" ->
          Optional.of(tool(skill, WEB_SEARCH, "query", "What to search the web for."));
      default -> Optional.empty();
    };
  }

  private static JsonObject tool(
      Skill skill, SkillTemplate template, String parameter, String meaning) {
    return JsonObject.builder()
        .put("name", functionName(skill))
        .put("description", skill.description().or(skill::name).orElse(template.description()))
        .put(
            "parameters",
            JsonObject.builder()
                .put("type", "object")
                .put(
                    "properties",
                    JsonObject.builder()
                        .put(
                            parameter,
                            JsonObject.builder()
                                .put("type", "string")
                                .put("description", meaning)
                                .build())
                        .build())
                .put("required", JsonArray.ofTexts(List.of(parameter)))
                .put("additionalProperties", false)
                .build())
        .build();
  }

  /**
   * Chat runtimes take letters, digits, {@code _} and {@code -}, at most 64; the id keeps it
   * unique.
   */
  private static String functionName(Skill skill) {
    String type = skill.type().replaceAll("[^A-Za-z0-9_-]", "_");
    return type.substring(0, Math.min(type.length(), 40))
        + '_'
        + skill.id().toString().replace("-", "").substring(20);
  }
}
