package dev.galley.plugins.host;

import java.util.List;

/**
 * What a plugin sees beside its own jar: the Java platform, the interface, PF4J and SLF4J. Nothing
 * of the server.
 */
final class ApiView extends ClassLoader {
  private static final List<String> SHOWN =
      List.of("dev.galley.skill.api.", "org.pf4j.", "org.slf4j.");

  private final ClassLoader host;

  ApiView(ClassLoader host) {
    super("galley-skill-api", getPlatformClassLoader());
    this.host = host;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return SHOWN.stream().anyMatch(name::startsWith)
        ? host.loadClass(name)
        : super.loadClass(name, resolve);
  }
}
