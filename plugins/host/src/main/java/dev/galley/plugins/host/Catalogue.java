package dev.galley.plugins.host;

import dev.galley.domain.skill.SkillTemplate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is installed at one moment. */
record Catalogue(
    Map<String, LoadedPlugin.Installed> installed,
    List<SkillTemplate> templates,
    List<LoadedPlugin.Gate> gates) {
  static final Catalogue EMPTY = new Catalogue(Map.of(), List.of(), List.of());

  static Catalogue of(Collection<LoadedPlugin> plugins) {
    TreeMap<String, LoadedPlugin.Installed> installed = new TreeMap<>();
    plugins.forEach(plugin -> installed.putAll(plugin.templates()));
    return new Catalogue(
        Map.copyOf(installed),
        installed.values().stream().map(one -> one.checked().template()).toList(),
        plugins.stream()
            .flatMap(plugin -> plugin.gates().stream())
            .sorted(Comparator.comparing(LoadedPlugin.Gate::id))
            .toList());
  }

  Optional<LoadedPlugin.Installed> find(String id) {
    return Optional.ofNullable(installed.get(id));
  }

  Optional<LoadedPlugin.Gate> gate(String id) {
    return gates.stream().filter(gate -> gate.id().equals(id)).findFirst();
  }
}
