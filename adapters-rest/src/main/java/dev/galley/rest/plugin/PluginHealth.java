package dev.galley.rest.plugin;

import dev.galley.application.plugin.PluginReport;
import dev.galley.application.plugin.Plugins;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.rest.health.HealthDetail;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;

/** How many plugins run, and how many do not. */
@Singleton
@Requires(beans = Plugins.class)
final class PluginHealth implements HealthDetail {
  private final Plugins plugins;

  PluginHealth(Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public Json value() {
    List<PluginReport> all = plugins.all();
    JsonObject.Builder counts = JsonObject.builder();
    for (PluginReport.State state : PluginReport.State.values()) {
      counts.put(state.wireName(), all.stream().filter(report -> report.state() == state).count());
    }
    return counts.build();
  }
}
