package dev.galley.plugins.fileanalysis;

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
import java.util.regex.Pattern;
import org.pf4j.Extension;

/** Reading and analysing files. */
@Extension
public final class FileAnalysis implements SkillTemplate {
  private static final String DESCRIPTION = "Read files and tell what is in them";
  private static final Pattern TYPE = Pattern.compile("[a-z0-9]{1,10}");

  @Override
  public SkillDescriptor descriptor() {
    return SkillDescriptor.of("file-analysis", "Analyze Files", DESCRIPTION)
        .withIcon("file")
        .with(
            Field.choice("mode", "Mode", List.of("summary", "extract", "tables", "ask"))
                .withDefault("ask")
                .withHelp("What is done with a file; 'ask' answers questions about it."))
        .with(
            Field.of(FieldType.STRING, "fileTypes", "File types")
                .atMost(500)
                .withHelp("Endings such as pdf, docx, csv, separated by commas; all when empty."))
        .with(
            Field.of(FieldType.INTEGER, "maxMegabytes", "Size at most in MB")
                .atLeast(1)
                .atMost(500)
                .withDefault(20))
        .with(
            Field.of(FieldType.JSON, "outputSchema", "Form of the result")
                .withHelp("A JSON Schema for what 'extract' returns.")
                .asAdvanced());
  }

  @Override
  public List<ConfigProblem> validate(SkillConfig config) {
    List<ConfigProblem> problems = new ArrayList<>();
    String types = config.text("fileTypes").orElse("");
    if (!types.isBlank()) {
      Set<String> seen = new HashSet<>();
      for (String type : types.split(",", -1)) {
        if (!TYPE.matcher(type.strip()).matches() || !seen.add(type.strip())) {
          problems.add(
              ConfigProblem.of(
                  "fileTypes", "must be endings in lower case without a dot, each once"));
          break;
        }
      }
    }
    boolean extracts = config.text("mode").filter("extract"::equals).isPresent();
    Object schema = config.values().get("outputSchema");
    if (schema != null && !(schema instanceof Map)) {
      problems.add(ConfigProblem.of("outputSchema", "must be a JSON Schema, which is an object"));
    } else if (schema != null && !extracts) {
      problems.add(ConfigProblem.of("outputSchema", "goes with the mode extract only"));
    }
    return problems;
  }

  @Override
  public ToolDefinition toolDefinition(ConfiguredSkill skill) {
    ToolDefinition tool =
        ToolDefinition.of(skill.functionName(), skill.purpose(DESCRIPTION))
            .requiring("fileId", "string", "The id of the file.");
    return skill.config().text("mode").orElse("ask").equals("ask")
        ? tool.requiring("question", "string", "What to find out, in plain words.")
        : tool;
  }
}
