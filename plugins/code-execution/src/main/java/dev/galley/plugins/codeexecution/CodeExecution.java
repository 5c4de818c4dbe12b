package dev.galley.plugins.codeexecution;

import dev.galley.skill.api.ConfigProblem;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Field;
import dev.galley.skill.api.FieldType;
import dev.galley.skill.api.SkillConfig;
import dev.galley.skill.api.SkillDescriptor;
import dev.galley.skill.api.SkillTemplate;
import dev.galley.skill.api.ToolDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/** Running code that the model writes, in a sandbox of the chat runtime. */
@Extension
public final class CodeExecution implements SkillTemplate {
  private static final String DESCRIPTION = "Run code in a sandbox and return what it prints";
  private static final Pattern PACKAGE =
      Pattern.compile(
          "@?[\\p{Alnum}][\\p{Alnum}._/-]{0,99}([=@]{1,2}[\\p{Alnum}][\\p{Alnum}.-]{0,30})?");
  private static final int MAX_PACKAGES = 50;

  @Override
  public SkillDescriptor descriptor() {
    return SkillDescriptor.of("code-execution", "Run Code", DESCRIPTION)
        .withIcon("code")
        .with(
            Field.choice("language", "Language", List.of("python", "javascript", "bash"))
                .withDefault("python"))
        .with(
            Field.of(FieldType.INTEGER, "timeoutSeconds", "Seconds at most")
                .atLeast(1)
                .atMost(300)
                .withDefault(30)
                .withHelp("After so many seconds a run is ended."))
        .with(
            Field.of(FieldType.INTEGER, "memoryMegabytes", "Memory in MB")
                .atLeast(64)
                .atMost(4_096)
                .withDefault(512)
                .asAdvanced())
        .with(
            Field.of(FieldType.BOOLEAN, "network", "Network")
                .withDefault(false)
                .withHelp("Whether code may reach the network."))
        .with(
            Field.of(FieldType.STRING, "packages", "Packages")
                .atMost(2_000)
                .withHelp("Packages that code finds installed, separated by commas.")
                .asAdvanced());
  }

  @Override
  public List<ConfigProblem> validate(SkillConfig config) {
    String packages = config.text("packages").orElse("");
    if (packages.isBlank()) {
      return List.of();
    }
    if (config.text("language").filter("bash"::equals).isPresent()) {
      return List.of(ConfigProblem.of("packages", "are for python and javascript only"));
    }
    Set<String> names = new HashSet<>();
    for (String entry : packages.split(",", -1)) {
      if (!PACKAGE.matcher(entry.strip()).matches() || !names.add(entry.strip())) {
        return List.of(
            ConfigProblem.of(
                "packages", "must be names, or name==version, each once, separated by commas"));
      }
    }
    return names.size() > MAX_PACKAGES
        ? List.of(ConfigProblem.of("packages", "must be at most " + MAX_PACKAGES))
        : List.of();
  }

  @Override
  public ToolDefinition toolDefinition(ConfiguredSkill skill) {
    String language = skill.config().text("language").orElse("python");
    return ToolDefinition.of(skill.functionName(), skill.purpose(DESCRIPTION))
        .requiring("code", "string", "The code to run, in " + language + ".")
        .allowing("input", "string", "What the code reads from its standard input.");
  }
}
