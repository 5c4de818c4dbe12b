package dev.galley.testkit;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.plugins.host.CheckedTemplate;
import dev.galley.plugins.host.Templates;
import dev.galley.plugins.host.Trial;
import dev.galley.skill.api.SkillTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Runs a skill template through every rule that the server applies.
 *
 * <pre>{@code
 * SkillTemplateKit.of(new Weather())
 *     .accepts(Map.of("city", "Oslo"))
 *     .refuses(Map.of("city", ""), "/city")
 *     .verify();
 * }</pre>
 */
public final class SkillTemplateKit {
  private final SkillTemplate template;
  private final List<Map<String, ?>> good = new ArrayList<>();
  private final Map<Map<String, ?>, List<String>> bad = new LinkedHashMap<>();

  private SkillTemplateKit(SkillTemplate template) {
    this.template = template;
  }

  /** A kit for a template. */
  public static SkillTemplateKit of(SkillTemplate template) {
    return new SkillTemplateKit(template);
  }

  /** Adds a configuration that must be good, and for which there must be a tool definition. */
  public SkillTemplateKit accepts(Map<String, ?> config) {
    good.add(config);
    return this;
  }

  /**
   * Adds a configuration that must be refused.
   *
   * @param paths JSON pointers of all that must be named, such as {@code /city}
   */
  public SkillTemplateKit refuses(Map<String, ?> config, String... paths) {
    bad.put(config, Arrays.asList(paths));
    return this;
  }

  /** Everything that is wrong, one sentence each; empty when the server would take the template. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>();
    try (Trial trial = new Trial()) {
      Trial.Outcome<Templates.Reading> described = trial.describe(template);
      described.fault().ifPresent(findings::add);
      described
          .value()
          .ifPresent(reading -> {
            reading.problems().forEach(problem -> findings.add("descriptor(): " + problem));
            reading.template().ifPresent(checked -> use(trial, checked, findings));
          });
    }
    if (good.isEmpty()) {
      findings.add("The kit knows no good configuration; name one with accepts(...).");
    }
    return findings;
  }

  private void use(Trial trial, CheckedTemplate checked, List<String> findings) {
    // People add a skill first and fill it in later: every field may be missing.
    trial
        .check(checked, template, Map.of())
        .fault()
        .ifPresent(fault -> findings.add("An empty configuration: " + fault));
    for (Map<String, ?> config : good) {
      Trial.Outcome<List<FieldError>> checkedConfig = trial.check(checked, template, config);
      checkedConfig.fault().ifPresent(fault -> findings.add("The good " + config + ": " + fault));
      checkedConfig
          .value()
          .ifPresent(errors ->
              errors.forEach(error ->
                  findings.add(
                      "The good "
                          + config
                          + " is refused: "
                          + error.pointer()
                          + ' '
                          + error.detail())));
      Trial.Outcome<JsonObject> tool = trial.tool(template, config);
      tool.fault().ifPresent(fault -> findings.add("The good " + config + ": " + fault));
    }
    bad.forEach((config, paths) -> refusal(trial, checked, config, paths, findings));
  }

  private void refusal(
      Trial trial,
      CheckedTemplate checked,
      Map<String, ?> config,
      List<String> paths,
      List<String> findings) {
    Trial.Outcome<List<FieldError>> outcome = trial.check(checked, template, config);
    outcome.fault().ifPresent(fault -> findings.add("The bad " + config + ": " + fault));
    outcome
        .value()
        .ifPresent(errors -> {
          TreeSet<String> named = new TreeSet<>();
          errors.forEach(error -> named.add(error.pointer()));
          if (named.isEmpty()) {
            findings.add("The bad " + config + " is not refused.");
          } else if (!named.containsAll(paths)) {
            findings.add(
                "The bad " + config + " is refused at " + named + ", not at all of " + paths);
          }
        });
  }

  /**
   * Fails when there is anything wrong.
   *
   * @throws AssertionError with all findings
   */
  public void verify() {
    Findings.verify("The server would not take this template", findings());
  }
}
