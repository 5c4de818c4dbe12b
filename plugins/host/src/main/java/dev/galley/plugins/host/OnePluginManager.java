package dev.galley.plugins.host;

import dev.galley.skill.api.SkillApi;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginStatusProvider;

/**
 * PF4J for one plugin alone. In a manager that several share, one whose dependencies are not met
 * stands in the way of all, and so does one whose start throws an Error.
 */
final class OnePluginManager extends DefaultPluginManager {
  private final PluginJar jar;
  private final ClassLoader classes;

  OnePluginManager(PluginJar jar, ClassLoader classes) {
    super(List.of());
    this.jar = jar;
    this.classes = classes;
    setSystemVersion(SkillApi.VERSION);
  }

  @Override
  protected PluginDescriptorFinder createPluginDescriptorFinder() {
    return new ManifestPluginDescriptorFinder() {
      @Override
      public boolean isApplicable(Path path) {
        return true;
      }

      @Override
      public PluginDescriptor find(Path path) {
        // Of the bytes that were checked, not of what stands in the file by now.
        return createPluginDescriptor(jar.manifest());
      }
    };
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new PluginLoader() {
      @Override
      public boolean isApplicable(Path path) {
        return true;
      }

      @Override
      public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
        return classes;
      }
    };
  }

  /** PF4J's own gives null for a plugin whose constructor throws. */
  @Override
  protected PluginFactory createPluginFactory() {
    return wrapper -> {
      String name = wrapper.getDescriptor().getPluginClass();
      try {
        return (Plugin)
            wrapper.getPluginClassLoader().loadClass(name).getDeclaredConstructor().newInstance();
      } catch (ClassNotFoundException e) {
        throw new PluginRuntimeException("Its class " + name + " is not in the jar.");
      } catch (InvocationTargetException e) {
        throw new PluginRuntimeException(
            "The constructor of " + name + " threw " + Guard.described(e.getTargetException()));
      } catch (ReflectiveOperationException | ClassCastException e) {
        throw new PluginRuntimeException(
            "Its class "
                + name
                + " must be public, extend org.pf4j.Plugin and have a public constructor without"
                + " parameters.");
      }
    };
  }

  @Override
  protected PluginStatusProvider createPluginStatusProvider() {
    return new PluginStatusProvider() {
      @Override
      public boolean isPluginDisabled(String id) {
        return false;
      }

      @Override
      public void disablePlugin(String id) {
        throw switchedElsewhere();
      }

      @Override
      public void enablePlugin(String id) {
        throw switchedElsewhere();
      }
    };
  }

  private static UnsupportedOperationException switchedElsewhere() {
    return new UnsupportedOperationException(
        "A plugin is there as long as its jar is: the host loads and unloads it.");
  }
}
