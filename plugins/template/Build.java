import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Builds a plugin with nothing but a JDK: compiles it, runs its checks, makes the jar, and has the
 * jar loaded as the server does.
 *
 * <p>{@code java Build.java <folder of Galley>}; without an argument the variable GALLEY_HOME.
 */
public class Build {
  private static final int JAVA = 25;
  private static final Path OUT = Path.of("build");

  public static void main(String[] args) throws Exception {
    try {
      build(args);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("Build.java: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void build(String[] args) throws Exception {
    if (Runtime.version().feature() < JAVA) {
      throw new IllegalStateException(
          "this is Java " + Runtime.version().feature() + "; Galley's plugins need a JDK " + JAVA
              + " or newer");
    }
    Path galley = Path.of(args.length > 0 ? args[0] : variable("GALLEY_HOME"));
    String libraries = libraries(galley);
    delete(OUT);

    Path classes = compile(Path.of("src/main/java"), OUT.resolve("classes"), libraries, true);
    copy(Path.of("src/main/resources"), classes);
    String tested = String.join(java.io.File.pathSeparator, classes.toString(), libraries);
    Path checks = compile(Path.of("src/test/java"), OUT.resolve("checks"), tested, false);
    for (String check : mains(checks)) {
      run(checks + java.io.File.pathSeparator + tested, check);
    }

    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("plugin.properties"))) {
      lines.load(reader);
    }
    Path jar =
        OUT.resolve(lines.getProperty("Plugin-Id") + "-" + lines.getProperty("Plugin-Version") + ".jar");
    jar(classes, lines, jar);
    run(libraries, "dev.galley.testkit.PluginKit", jar.toString());
    System.out.println("built " + jar.toAbsolutePath());
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "say where Galley is: java Build.java <folder>, or set " + name);
    }
    return value;
  }

  /** The interface, the test kit and what they need lie where Galley's build has put them. */
  private static String libraries(Path galley) throws IOException {
    for (Path folder : List.of(galley.resolve("bootstrap/target/galley/lib"), galley.resolve("lib"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> jars = Files.list(folder)) {
          return jars.filter(jar -> jar.toString().endsWith(".jar"))
              .map(jar -> jar.toAbsolutePath().toString())
              .sorted()
              .collect(Collectors.joining(java.io.File.pathSeparator));
        }
      }
    }
    throw new IllegalArgumentException(
        "there is no built Galley in " + galley.toAbsolutePath() + "; run './galley help' there once");
  }

  private static Path compile(Path sources, Path into, String classPath, boolean indexed)
      throws IOException {
    Files.createDirectories(into);
    List<Path> files = files(sources, ".java");
    if (files.isEmpty()) {
      return into;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("this is no JDK: it has no compiler");
    }
    List<String> options =
        new ArrayList<>(
            List.of("-d", into.toString(), "-cp", classPath, "-parameters", "-Xlint:all,-processing,-path,-classfile"));
    // Writes META-INF/extensions.idx, which names the classes that have @Extension.
    options.addAll(
        indexed
            ? List.of("-processor", "org.pf4j.processor.ExtensionAnnotationProcessor")
            : List.of("-proc:none"));
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler
          .getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new IllegalStateException("it does not compile");
      }
    }
    return into;
  }

  /** The classes of the checks that can be run. */
  private static List<String> mains(Path checks) throws IOException {
    return files(checks, "Check.class").stream()
        .map(file -> checks.relativize(file).toString())
        .map(name -> name.replace(java.io.File.separatorChar, '.').replaceAll("\\.class$", ""))
        .sorted()
        .toList();
  }

  private static void run(String classPath, String... command) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
    line.addAll(Arrays.asList(command));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    int code = process.waitFor();
    if (code != 0) {
      System.out.print(output);
      throw new IllegalStateException(command[0] + " failed");
    }
  }

  private static void jar(Path classes, Properties lines, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (String name : lines.stringPropertyNames()) {
      manifest.getMainAttributes().put(new Attributes.Name(name), lines.getProperty(name));
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path file : files(classes, "")) {
        entries.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(java.io.File.separatorChar, '/')));
        Files.copy(file, entries);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from, "")) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
