package dev.galley.plugins.datasetquery;

import dev.galley.skill.api.ConfigProblem;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Field;
import dev.galley.skill.api.FieldType;
import dev.galley.skill.api.SkillConfig;
import dev.galley.skill.api.SkillDescriptor;
import dev.galley.skill.api.SkillTemplate;
import dev.galley.skill.api.ToolDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pf4j.Extension;

/** Querying a dataset. */
@Extension
public final class DatasetQuery implements SkillTemplate {
  private static final String DESCRIPTION = "Search and analyze dataset records";
  private static final int MAX_COLUMNS = 100;

  @Override
  public SkillDescriptor descriptor() {
    return SkillDescriptor.of("dataset-query", "Query Dataset", DESCRIPTION)
        .withIcon("table")
        .with(
            Field.of(FieldType.INTEGER, "maxRows", "Rows at most")
                .atLeast(1)
                .atMost(10_000)
                .withDefault(100)
                .withHelp("How many rows an answer may have."))
        .with(
            Field.of(FieldType.STRING, "columns", "Columns")
                .atMost(1_000)
                .withHelp("Columns to read, separated by commas; all when empty."))
        .with(
            Field.of(FieldType.JSON, "filter", "Filter")
                .withHelp("A condition that every query is narrowed by.")
                .asAdvanced());
  }

  @Override
  public List<ConfigProblem> validate(SkillConfig config) {
    List<ConfigProblem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    String columns = config.text("columns").orElse("");
    if (!columns.isBlank()) {
      for (String column : columns.split(",", -1)) {
        if (column.isBlank() || !names.add(column.strip())) {
          problems.add(ConfigProblem.of("columns", "must name each column once, and none empty"));
          break;
        }
      }
    }
    if (names.size() > MAX_COLUMNS) {
      problems.add(ConfigProblem.of("columns", "must name at most " + MAX_COLUMNS + " columns"));
    }
    Object filter = config.values().get("filter");
    if (filter != null && !(filter instanceof Map)) {
      problems.add(ConfigProblem.of("filter", "must be an object of columns and values"));
    }
    return problems;
  }

  @Override
  public ToolDefinition toolDefinition(ConfiguredSkill skill) {
    return ToolDefinition.of(skill.functionName(), skill.purpose(DESCRIPTION))
        .requiring("query", "string", "What to look for in the dataset, in plain words.");
  }
}
