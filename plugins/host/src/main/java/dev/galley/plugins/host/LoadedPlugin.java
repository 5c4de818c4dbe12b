package dev.galley.plugins.host;

import dev.galley.skill.api.CommitGate;
import dev.galley.skill.api.SkillTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that runs: its extensions, and the way to ask them. */
final class LoadedPlugin implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

  /** A template with the code that stands behind it. */
  record Installed(LoadedPlugin plugin, CheckedTemplate checked, SkillTemplate code) {}

  /** A gate with the code that stands behind it. */
  record Gate(LoadedPlugin plugin, String id, CommitGate code) {}

  private final String id;
  private final String version;
  private final OnePluginManager manager;
  private final Guard guard;
  private final Guard gateGuard;
  private final CallLimits limits;
  private final JarClassLoader classes;
  private final Map<String, Installed> templates;
  private final List<Gate> gates;

  LoadedPlugin(
      String id,
      String version,
      OnePluginManager manager,
      JarClassLoader classes,
      Guard guard,
      CallLimits limits,
      Extensions extensions) {
    this.id = id;
    this.version = version;
    this.manager = manager;
    this.classes = classes;
    this.guard = guard;
    this.gateGuard = new Guard(id + "-gates", classes, limits);
    this.limits = limits;
    this.templates = extensions.templatesOf(this);
    this.gates = extensions.gatesOf(this);
  }

  String id() {
    return id;
  }

  String version() {
    return version;
  }

  /** For its templates. */
  Guard guard() {
    return guard;
  }

  /** For its gates: what its templates do must not keep anybody from committing. */
  Guard gateGuard() {
    return gateGuard;
  }

  /** Why some of it is not asked now, if so. */
  Optional<String> suspended() {
    return guard.suspended().or(gateGuard::suspended);
  }

  long failures() {
    return guard.failures() + gateGuard.failures();
  }

  Map<String, Installed> templates() {
    return templates;
  }

  List<Gate> gates() {
    return gates;
  }

  /** Lets nobody in and calls that run come to an end, then stops it and lets its classes go. */
  @Override
  public void close() {
    dispose(id, manager, classes, List.of(guard, gateGuard), limits);
  }

  static void dispose(
      String id,
      OnePluginManager manager,
      JarClassLoader classes,
      List<Guard> guards,
      CallLimits limits) {
    guards.forEach(Guard::refuse);
    guards.forEach(Guard::close);
    try (Guard stopping = new Guard(id, classes, limits)) {
      stopping.once(
          "Stopping it",
          limits.start(),
          () -> {
            manager.unloadPlugins();
            return id;
          });
    } catch (PluginFault | GuardClosed e) {
      LOG.warn("Plugin {} did not stop as it should; it is unloaded all the same", id);
    }
    classes.close();
  }
}
