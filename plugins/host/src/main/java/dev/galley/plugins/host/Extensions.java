package dev.galley.plugins.host;

import dev.galley.skill.api.CommitGate;
import dev.galley.skill.api.SkillTemplate;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a plugin brings: made and checked, each of it. */
final class Extensions {
  private final Map<String, Template> templates = new LinkedHashMap<>();
  private final Map<String, CommitGate> gates = new LinkedHashMap<>();

  private record Template(CheckedTemplate checked, SkillTemplate code) {}

  private Extensions() {}

  /**
   * Makes the extensions. To be called on the plugin's thread.
   *
   * @throws PluginFault with the first thing that is wrong
   */
  static Extensions of(Collection<String> classNames, ClassLoader classes) throws PluginFault {
    Extensions extensions = new Extensions();
    for (String name : classNames) {
      extensions.add(name, made(name, classes));
    }
    if (extensions.templates.isEmpty() && extensions.gates.isEmpty()) {
      throw new PluginFault(
          "It brings nothing: META-INF/extensions.idx must name a class that implements"
              + " SkillTemplate or CommitGate (the annotation @Extension writes that file).");
    }
    return extensions;
  }

  private static Object made(String name, ClassLoader classes) throws PluginFault {
    try {
      return classes.loadClass(name).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new PluginFault("META-INF/extensions.idx names " + name + ", which is not in the jar.");
    } catch (InvocationTargetException e) {
      throw new PluginFault(
          "The constructor of " + name + " threw " + Guard.described(e.getTargetException()));
    } catch (ReflectiveOperationException e) {
      throw new PluginFault(name + " must be public with a public constructor without parameters.");
    }
  }

  private void add(String name, Object extension) throws PluginFault {
    boolean known = false;
    if (extension instanceof SkillTemplate template) {
      known = true;
      Templates.Reading reading = Templates.read(template.descriptor());
      if (reading.template().isEmpty()) {
        throw new PluginFault(name + ": " + String.join("; ", reading.problems()));
      }
      CheckedTemplate checked = reading.template().get();
      String id = checked.template().id();
      if (templates.putIfAbsent(id, new Template(checked, template)) != null) {
        throw new PluginFault("It has two templates with the id '" + id + "'.");
      }
    }
    if (extension instanceof CommitGate gate) {
      known = true;
      String id = gate.id();
      if (id == null || !Templates.ID.matcher(id).matches()) {
        throw new PluginFault(
            name
                + ": the id of a gate must be 1 to 60 lower-case letters, digits and hyphens,"
                + " beginning with a letter");
      }
      if (gates.putIfAbsent(id, gate) != null) {
        throw new PluginFault("It has two gates with the id '" + id + "'.");
      }
    }
    if (!known) {
      throw new PluginFault(name + " implements neither SkillTemplate nor CommitGate.");
    }
  }

  Map<String, LoadedPlugin.Installed> templatesOf(LoadedPlugin plugin) {
    Map<String, LoadedPlugin.Installed> installed = new LinkedHashMap<>();
    templates.forEach((id, template) ->
        installed.put(id, new LoadedPlugin.Installed(plugin, template.checked(), template.code())));
    return Map.copyOf(installed);
  }

  List<LoadedPlugin.Gate> gatesOf(LoadedPlugin plugin) {
    List<LoadedPlugin.Gate> installed = new ArrayList<>();
    gates.forEach((id, gate) -> installed.add(new LoadedPlugin.Gate(plugin, id, gate)));
    return List.copyOf(installed);
  }
}
