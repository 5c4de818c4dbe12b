package dev.galley.plugins.host;

import dev.galley.application.assistant.Limits;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.plugin.PluginReport;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.skill.api.CommitGate;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Proposal;
import dev.galley.skill.api.SkillConfig;
import dev.galley.skill.api.SkillTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * An extension without a server: asked behind the same limits and checked by the same rules, for
 * the tests of its author. Whatever is wrong is told in words.
 */
public final class Trial implements AutoCloseable {
  private static final String FUNCTION = "function_0123456789ab";
  private static final Duration LIMIT = CallLimits.DEFAULT.timeout();

  private final Guard guard = new Guard("trial", Trial.class.getClassLoader(), CallLimits.DEFAULT);

  /**
   * What came of it.
   *
   * @param value absent when there is a fault
   * @param fault what broke a rule of the server
   */
  public record Outcome<T>(Optional<T> value, Optional<String> fault) {}

  /** Reads what a template says of itself. */
  public Outcome<Templates.Reading> describe(SkillTemplate template) {
    return ask("descriptor", () -> Templates.read(template.descriptor()));
  }

  /** Checks a configuration as the server does when a skill is written. */
  public Outcome<List<FieldError>> check(
      CheckedTemplate checked, SkillTemplate template, Map<String, ?> config) {
    return ask(
        "validate",
        () -> {
          JsonObject data = config(config);
          List<FieldError> errors = new ArrayList<>(checked.template().check(data, ""));
          errors.addAll(checked.mismatches(data, ""));
          return errors.isEmpty()
              ? Answers.problems(template.validate(new SkillConfig(JavaJson.of(data))), "")
              : errors;
        });
  }

  /** Makes the tool definition as the server does when somebody asks for the driver. */
  public Outcome<JsonObject> tool(SkillTemplate template, Map<String, ?> config) {
    return ask(
        "toolDefinition",
        () ->
            Answers.tool(
                template.toolDefinition(
                    new ConfiguredSkill(
                        FUNCTION,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new SkillConfig(JavaJson.of(config(config)))))));
  }

  /** Has a gate look at a commit. */
  public Outcome<List<GateFinding>> review(
      CommitGate gate, Map<String, ?> content, Map<String, ?> live) {
    return ask(
        "review",
        () ->
            Answers.findings(
                String.valueOf(gate.id()),
                gate.review(
                    new Proposal(
                        "team:example",
                        JavaJson.of(content(content)),
                        JavaJson.of(content(live))))));
  }

  /** Asks a gate for its id, whatever that is. */
  public Outcome<String> id(CommitGate gate) {
    return ask("id", () -> String.valueOf(gate.id()));
  }

  /** Whether the id of a gate is one. */
  public static boolean isGateId(String id) {
    return Templates.ID.matcher(id).matches();
  }

  /**
   * Loads a jar as the server does, alone, and unloads it.
   *
   * @return what the server would report of it
   */
  public static Outcome<PluginReport> load(Path jar) {
    return load(jar, Trust.OPEN);
  }

  /** The same, when it is trusted; its signature stands beside it. */
  public static Outcome<PluginReport> load(Path jar, Trust trust) {
    try {
      byte[] bytes = PluginJar.bytes(jar, PluginSettings.MAX_BYTES);
      Trust.Proof proof = trust.of(bytes, PluginFiles.signature(jar));
      PluginJar read =
          PluginJar.of(String.valueOf(jar.getFileName()), bytes, PluginSettings.MAX_BYTES);
      PluginStarter starter = new PluginStarter(CallLimits.DEFAULT);
      try (LoadedPlugin plugin = starter.start(read)) {
        return new Outcome<>(
            Optional.of(
                new PluginReport(
                    read.toString(),
                    Optional.of(plugin.id()),
                    Optional.of(plugin.version()),
                    Optional.of(read.sha256()),
                    PluginReport.State.RUNNING,
                    Optional.empty(),
                    proof.publisher(),
                    proof.allowed(),
                    false,
                    plugin.templates().keySet().stream().sorted().toList(),
                    plugin.gates().stream().map(LoadedPlugin.Gate::id).toList(),
                    0)),
            Optional.empty());
      }
    } catch (PluginFault fault) {
      return new Outcome<>(Optional.empty(), Optional.of(fault.reason()));
    }
  }

  private static JsonObject config(Map<String, ?> config) throws PluginFault {
    return (JsonObject) JavaJson.example(config, Limits.DEFAULT.skillBytes());
  }

  private static JsonObject content(Map<String, ?> content) throws PluginFault {
    return (JsonObject) JavaJson.example(content, Limits.DEFAULT.contentBytes());
  }

  private <T> Outcome<T> ask(String what, Callable<T> question) {
    try {
      return new Outcome<>(Optional.of(answer(what, question)), Optional.empty());
    } catch (PluginFault fault) {
      return new Outcome<>(Optional.empty(), Optional.of(fault.reason()));
    } catch (GuardClosed closed) {
      throw new IllegalStateException("the trial is over", closed);
    }
  }

  /** Asks again when it took too long: the first time, nothing is loaded yet. */
  private <T> T answer(String what, Callable<T> question) throws PluginFault, GuardClosed {
    long begun = System.nanoTime();
    T first = guard.once(what, CallLimits.DEFAULT.start(), question);
    return System.nanoTime() - begun <= LIMIT.toNanos() ? first : guard.once(what, LIMIT, question);
  }

  @Override
  public void close() {
    guard.close();
  }
}
