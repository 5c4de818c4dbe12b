package dev.galley.plugins.host;

import dev.galley.application.gate.CommitGates;
import dev.galley.application.gate.GateFinding;
import dev.galley.application.gate.GateNotAsked;
import dev.galley.application.plugin.PluginNotKept;
import dev.galley.application.plugin.PluginRefused;
import dev.galley.application.plugin.PluginReport;
import dev.galley.application.plugin.Plugins;
import dev.galley.application.skill.SkillCatalog;
import dev.galley.application.skill.TemplateFailed;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.skill.SkillTemplate;
import dev.galley.skill.api.ConfiguredSkill;
import dev.galley.skill.api.Proposal;
import dev.galley.skill.api.SkillConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All plugins of a server: those that came with it, and those of third parties. Whatever one of
 * them does, the others and the server work on.
 */
public final class PluginHost implements SkillCatalog, CommitGates, Plugins, AutoCloseable {
  /** A plugin may be replaced again and again while it is asked. */
  private static final int TRIES = 5;

  private static final String DATA = "/data";

  private final PluginSettings settings;
  private final PluginFolder folder;

  private PluginHost(PluginSettings settings) {
    this.settings = settings;
    this.folder = new PluginFolder(settings);
  }

  /** Loads what is there. */
  public static PluginHost start(PluginSettings settings) {
    PluginHost host = new PluginHost(settings);
    host.folder.scan(true);
    return host;
  }

  /** Loads what has come since, replaces what has changed, and unloads what is gone. */
  public void scan() {
    folder.scan(false);
  }

  @Override
  public List<SkillTemplate> templates() {
    return folder.catalogue().templates();
  }

  @Override
  public Optional<SkillTemplate> find(String id) {
    return folder.catalogue().find(id).map(installed -> installed.checked().template());
  }

  @Override
  public List<FieldError> validate(Skill skill) {
    Optional<LoadedPlugin.Installed> found = folder.catalogue().find(skill.type());
    if (found.isEmpty()) {
      return List.of();
    }
    List<FieldError> mismatches = found.get().checked().mismatches(skill.data(), DATA);
    return mismatches.isEmpty()
        ? ask(
                skill,
                "validate",
                installed ->
                    Answers.problems(
                        installed.code().validate(new SkillConfig(JavaJson.of(skill.data()))),
                        DATA))
            .orElse(List.of())
        : mismatches;
  }

  @Override
  public Optional<JsonObject> toolDefinition(Skill skill) {
    return ask(
        skill,
        "toolDefinition",
        installed -> Answers.tool(installed.code().toolDefinition(configured(skill))));
  }

  private static ConfiguredSkill configured(Skill skill) {
    return new ConfiguredSkill(
        functionName(skill),
        skill.name(),
        skill.description(),
        skill.datasetId(),
        new SkillConfig(JavaJson.of(skill.data())));
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

  @FunctionalInterface
  private interface Question<T> {
    T of(LoadedPlugin.Installed installed) throws PluginFault;
  }

  private <T> Optional<T> ask(Skill skill, String what, Question<T> question) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<LoadedPlugin.Installed> found = folder.catalogue().find(skill.type());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(found.get().plugin().guard().call(what, () -> question.of(found.get())));
      } catch (PluginFault fault) {
        throw new TemplateFailed(
            skill.type(), found.get().plugin().id() + ": " + fault.reason(), null);
      } catch (GuardClosed closed) {
        // Replaced in between: the new one is asked.
      }
    }
    throw new TemplateFailed(skill.type(), "replaced again and again", null);
  }

  @Override
  public List<GateFinding> review(
      NaturalId assistant, AssistantContent content, AssistantContent live) {
    List<LoadedPlugin.Gate> gates = folder.catalogue().gates();
    if (gates.isEmpty()) {
      return List.of();
    }
    Proposal proposal =
        new Proposal(
            assistant.toString(), JavaJson.of(content.toJson()), JavaJson.of(live.toJson()));
    List<GateFinding> findings = new ArrayList<>();
    for (LoadedPlugin.Gate gate : gates) {
      findings.addAll(review(gate.id(), proposal));
    }
    return findings;
  }

  private List<GateFinding> review(String id, Proposal proposal) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<LoadedPlugin.Gate> found = folder.catalogue().gate(id);
      if (found.isEmpty()) {
        return List.of();
      }
      try {
        return found
            .get()
            .plugin()
            .gateGuard()
            .call("review", () -> Answers.findings(id, found.get().code().review(proposal)));
      } catch (PluginFault fault) {
        if (fault.isBusy()) {
          throw new GateNotAsked(id, found.get().plugin().id() + ": " + fault.reason());
        }
        // In words of the host: those of a plugin that fails are for operators.
        return List.of(
            new GateFinding(
                id,
                settings.failedGateBlocks(),
                "",
                "The gate '" + id + "' gives no answer; what it looks at is not checked."));
      } catch (GuardClosed closed) {
        // Replaced in between: the new one is asked.
      }
    }
    throw new GateNotAsked(id, "replaced again and again");
  }

  /** The class loader of the plugin that has a template, to see whether it can be collected. */
  Optional<ClassLoader> classesOf(String template) {
    return folder.catalogue().find(template).map(found -> found.code().getClass().getClassLoader());
  }

  @Override
  public List<PluginReport> all() {
    return folder.reports();
  }

  @Override
  public PluginReport install(byte[] jar, Optional<String> signature) {
    try {
      return folder.install(jar, signature);
    } catch (PluginFault fault) {
      throw new PluginRefused(fault.reason());
    } catch (IOException e) {
      throw new PluginNotKept("The files of a plugin that was sent can't be written", e);
    }
  }

  @Override
  public boolean remove(String id) {
    try {
      return folder.remove(id);
    } catch (PluginFault fault) {
      throw new PluginRefused(fault.reason());
    }
  }

  /** Stops all plugins. */
  @Override
  public void close() {
    folder.close();
  }
}
