package dev.galley.plugins.websearch;

import dev.galley.skill.api.ConfigProblem;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Field;
import dev.galley.skill.api.FieldType;
import dev.galley.skill.api.SkillConfig;
import dev.galley.skill.api.SkillDescriptor;
import dev.galley.skill.api.SkillTemplate;
import dev.galley.skill.api.ToolDefinition;
import java.util.List;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/** Searching the web. */
@Extension
public final class WebSearch implements SkillTemplate {
  private static final String DESCRIPTION = "Search the internet";
  private static final Pattern DOMAIN =
      Pattern.compile("(\\p{Alnum}([\\p{Alnum}-]{0,61}\\p{Alnum})?\\.)+[\\p{Alnum}-]{2,63}");
  private static final int MAX_DOMAIN = 253;

  @Override
  public SkillDescriptor descriptor() {
    return SkillDescriptor.of("web-search", "Web Search", DESCRIPTION)
        .withIcon("search")
        .with(
            Field.of(FieldType.INTEGER, "maxResults", "Results at most")
                .atLeast(1)
                .atMost(50)
                .withDefault(10)
                .withHelp("How many results to return."))
        .with(
            Field.of(FieldType.STRING, "allowedDomains", "Allowed domains")
                .atMost(1_000)
                .withHelp("Domains to search, separated by commas; all when empty."))
        .with(
            Field.choice("safeSearch", "Safe search", List.of("off", "moderate", "strict"))
                .withDefault("moderate")
                .withHelp("How strictly results are filtered.")
                .asAdvanced());
  }

  @Override
  public List<ConfigProblem> validate(SkillConfig config) {
    String domains = config.text("allowedDomains").orElse("");
    if (domains.isBlank()) {
      return List.of();
    }
    for (String domain : domains.split(",", -1)) {
      String name = domain.strip();
      if (name.length() > MAX_DOMAIN || !DOMAIN.matcher(name).matches()) {
        return List.of(
            ConfigProblem.of(
                "allowedDomains", "must be domains such as example.org, separated by commas"));
      }
    }
    return List.of();
  }

  @Override
  public ToolDefinition toolDefinition(ConfiguredSkill skill) {
    return ToolDefinition.of(skill.functionName(), skill.purpose(DESCRIPTION))
        .requiring("query", "string", "What to search the web for.");
  }
}
