package dev.galley.plugins.host;

import dev.galley.application.plugin.PluginReport;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.NaturalId;
import dev.galley.domain.assistant.Skill;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A host over a folder. */
final class Stage {
  /** What even a machine that is slow and busy keeps. */
  static final CallLimits LIMITS = limits(Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** Where something has to take longer. */
  static final CallLimits HASTY = limits(Duration.ofSeconds(2), Duration.ofSeconds(2));

  private Stage() {}

  static CallLimits limits(Duration timeout, Duration start) {
    return new CallLimits(timeout, start, 4, Duration.ofMillis(100), 10, 3, Duration.ofSeconds(3));
  }

  static PluginHost host(Path folder) {
    return host(folder, LIMITS);
  }

  static PluginHost host(Path folder, CallLimits limits) {
    return host(folder, Trust.OPEN, limits, false);
  }

  static PluginHost host(Path folder, Trust trust) {
    return host(folder, trust, LIMITS, false);
  }

  static PluginHost host(Path folder, boolean failedGateBlocks) {
    return host(folder, Trust.OPEN, LIMITS, failedGateBlocks);
  }

  private static PluginHost host(
      Path folder, Trust trust, CallLimits limits, boolean failedGateBlocks) {
    return PluginHost.start(
        new PluginSettings(
            Optional.empty(), folder, trust, limits, PluginSettings.MAX_BYTES, failedGateBlocks));
  }

  static Skill skill(String type, String data) {
    return new Skill(
        UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
        type,
        Optional.empty(),
        Optional.empty(),
        (JsonObject) JsonReader.read(data),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static String version(PluginHost host, String type) {
    return host.toolDefinition(skill(type, "{}")).flatMap(tool -> tool.text("description")).get();
  }

  static PluginReport report(PluginHost host, String file) {
    return host.all().stream().filter(r -> r.file().equals(file)).findFirst().orElseThrow();
  }

  static List<dev.galley.application.gate.GateFinding> review(PluginHost host) {
    return host.review(
        new NaturalId("user", new Slug("a")),
        AssistantContent.named("B"),
        AssistantContent.named("A"));
  }
}
