package dev.galley.bootstrap.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The plugins that come with the server, as jars. In the build they are made after the tests have
 * run, so they are made here of what was compiled.
 */
final class BuiltInPlugins {
  private static final List<String> MODULES =
      List.of(
          "dataset-query",
          "web-search",
          "code-execution",
          "file-analysis",
          "http-request",
          "required-instructions");
  private static final Path FOLDER = made();

  private BuiltInPlugins() {}

  static Path folder() {
    return FOLDER;
  }

  /** The folder of the whole project. */
  static Path root() {
    return Path.of(System.getProperty("galley.root", "..")).toAbsolutePath().normalize();
  }

  private static Path made() {
    try {
      Path folder = Files.createTempDirectory("galley-built-in");
      folder.toFile().deleteOnExit();
      for (String module : MODULES) {
        Path jar = folder.resolve("galley-plugin-" + module + ".jar");
        jar(root().resolve("plugins").resolve(module).resolve("target/classes"), jar);
        jar.toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void jar(Path classes, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (Files.exists(classes.resolve(JarFile.MANIFEST_NAME))) {
      try (InputStream lines = Files.newInputStream(classes.resolve(JarFile.MANIFEST_NAME))) {
        manifest = new Manifest(lines);
      }
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (!name.equals(JarFile.MANIFEST_NAME)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(file, out);
        }
      }
    }
  }
}
