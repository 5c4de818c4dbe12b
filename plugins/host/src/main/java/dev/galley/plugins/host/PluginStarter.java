package dev.galley.plugins.host;

import dev.galley.skill.api.SkillApi;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/** Makes a running plugin of a jar, or tells in one sentence why not. */
final class PluginStarter {
  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");

  private final CallLimits limits;

  PluginStarter(CallLimits limits) {
    this.limits = limits;
  }

  /**
   * Loads and starts a plugin.
   *
   * @throws PluginFault when it does not come up; nothing of it is left but threads that hang
   */
  LoadedPlugin start(PluginJar jar) throws PluginFault {
    checkManifest(jar);
    String id = jar.id().orElseThrow();
    JarClassLoader classes =
        new JarClassLoader(id, jar.entries(), new ApiView(PluginStarter.class.getClassLoader()));
    OnePluginManager manager = new OnePluginManager(jar, classes);
    Guard guard = new Guard(id, classes, limits);
    boolean up = false;
    try {
      Extensions extensions =
          guard.once("Loading it", limits.start(), () -> loaded(manager, classes));
      LoadedPlugin plugin =
          new LoadedPlugin(
              id, jar.version().orElseThrow(), manager, classes, guard, limits, extensions);
      up = true;
      return plugin;
    } catch (GuardClosed e) {
      throw new IllegalStateException("a guard that nobody knows yet was closed", e);
    } finally {
      if (!up) {
        LoadedPlugin.dispose(id, manager, classes, List.of(guard), limits);
      }
    }
  }

  private static Extensions loaded(OnePluginManager manager, ClassLoader classes)
      throws PluginFault {
    try {
      // PF4J wants a path; nothing is read from it.
      String id = manager.loadPlugin(Path.of("/"));
      PluginState state = manager.startPlugin(id);
      PluginWrapper wrapper = manager.getPlugin(id);
      if (state != PluginState.STARTED) {
        Throwable cause = wrapper.getFailedException();
        throw new PluginFault(
            cause instanceof PluginRuntimeException
                ? String.valueOf(cause.getMessage())
                : "Its start "
                    + (cause == null ? "ended in " + state : "threw " + Guard.described(cause)));
      }
      Set<String> names = manager.getExtensionClassNames(id);
      return Extensions.of(names == null ? Set.of() : names, classes);
    } catch (PluginRuntimeException e) {
      throw new PluginFault(String.valueOf(e.getMessage()));
    }
  }

  /** What can be told without running anything of the plugin. */
  static void checkManifest(PluginJar jar) throws PluginFault {
    String id = jar.id().orElseThrow(() -> new PluginFault("Its manifest has no Plugin-Id."));
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new PluginFault(
          "Its Plugin-Id must be 1 to 100 letters, digits, '.', '_' and '-', beginning with a letter"
              + " or digit.");
    }
    String version =
        jar.version().orElseThrow(() -> new PluginFault("Its manifest has no Plugin-Version."));
    if (!isVersion(version)) {
      throw new PluginFault(
          "Its Plugin-Version '"
              + version
              + "' is no semantic version, such as 1.0.0 (numbers"
              + " have no leading zeros).");
    }
    if (jar.line("Plugin-Dependencies").isPresent()) {
      throw new PluginFault(
          "It depends on other plugins ("
              + jar.line("Plugin-Dependencies").get()
              + "), of which none is to be had: each plugin is loaded by itself. Put what it needs"
              + " into its jar.");
    }
    String required = jar.line("Plugin-Requires").orElse("*");
    if (!fits(required)) {
      throw new PluginFault(
          "It needs version "
              + required
              + " of the skill API; this server has "
              + SkillApi.VERSION
              + ".");
    }
  }

  private static boolean isVersion(String version) {
    if (!VERSION.matcher(version).matches()) {
      return false;
    }
    try {
      // Stricter than the pattern: no number has leading zeros.
      compare(version, version);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** A plain version asks for that one and later ones of the same major version. */
  private static boolean fits(String required) {
    Matcher plain = VERSION.matcher(required);
    String constraint =
        plain.matches()
            ? ">=" + required + " & <" + (Integer.parseInt(plain.group(1)) + 1) + ".0.0"
            : required;
    try {
      return new DefaultVersionManager().checkVersionConstraint(SkillApi.VERSION, constraint);
    } catch (RuntimeException | StackOverflowError e) {
      return false;
    }
  }

  /** Below zero when the first is the older one. */
  static int compare(String one, String other) {
    return new DefaultVersionManager().compareVersions(one, other);
  }
}
