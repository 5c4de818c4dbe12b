package dev.galley.plugins.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes plugins of their sources. */
final class Forge {
  private static final String IMPORTS =
      """
      package zoo;
      import dev.galley.skill.api.*;
      import java.util.*;
      """;

  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final List<String> extensions = new ArrayList<>();
  private final Map<String, String> sources = new LinkedHashMap<>();

  private Forge(String id) {
    manifest.put("Plugin-Id", id);
    manifest.put("Plugin-Version", "1.0.0");
  }

  static Forge plugin(String id) {
    return new Forge(id);
  }

  /** A plugin with one template of that id, which is good. */
  static Forge good(String id) {
    return plugin(id).template(id, "");
  }

  /** A template whose methods, but for the descriptor, may be given. */
  Forge template(String id, String methods) {
    String name = "T" + extensions.size();
    return extension(
        name,
        """
        public class %s implements SkillTemplate {
          public SkillDescriptor descriptor() {
            return SkillDescriptor.of("%s", "Name", "Description")
                .with(Field.of(FieldType.STRING, "city", "City"));
          }
          %s
          %s
        }
        """
            .formatted(
                name,
                id,
                methods.contains("toolDefinition(")
                    ? ""
                    : "public ToolDefinition toolDefinition(ConfiguredSkill skill) {"
                        + " return ToolDefinition.of(skill.functionName(), \"version @VERSION@\"); }",
                methods));
  }

  Forge gate(String id, String body) {
    String name = "G" + extensions.size();
    return extension(
        name,
        """
        public class %s implements CommitGate {
          public String id() { return "%s"; }
          public List<GateFinding> review(Proposal proposal) { %s }
        }
        """
            .formatted(name, id, body));
  }

  Forge extension(String name, String source) {
    extensions.add("zoo." + name);
    return source(name, source);
  }

  Forge source(String name, String source) {
    sources.put(name, IMPORTS + source);
    return this;
  }

  /** A class that PF4J starts. */
  Forge main(String body) {
    manifest.put("Plugin-Class", "zoo.Main");
    return source("Main", "public class Main extends org.pf4j.Plugin {" + body + "}");
  }

  Forge line(String name, String value) {
    manifest.put(name, value);
    return this;
  }

  Forge version(String version) {
    return line("Plugin-Version", version);
  }

  Path into(Path folder) {
    return into(folder, manifest.get("Plugin-Id") + ".jar");
  }

  Path into(Path folder, String file) {
    return put(folder, file, bytes());
  }

  /** Writes a file that looks as if it had been there for a while. */
  static Path put(Path folder, String file, byte[] bytes) {
    try {
      Path path = folder.resolve(file);
      boolean before = Files.exists(path);
      FileTime last = before ? Files.getLastModifiedTime(path) : FileTime.fromMillis(0);
      Path part = folder.resolve(file + ".part");
      Files.write(part, bytes);
      FileTime time = FileTime.from(Instant.now().minusSeconds(60));
      while (time.compareTo(last) <= 0) {
        time = FileTime.from(last.toInstant().plusMillis(5));
      }
      Files.setLastModifiedTime(part, time);
      Files.move(part, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    try {
      Path classes = Files.createTempDirectory("forge");
      compile(classes);
      Manifest written = new Manifest();
      Attributes lines = written.getMainAttributes();
      lines.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.forEach((name, value) -> lines.put(new Attributes.Name(name), value));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JarOutputStream jar = new JarOutputStream(bytes, written);
          Stream<Path> files = Files.walk(classes)) {
        jar.putNextEntry(new JarEntry("META-INF/extensions.idx"));
        jar.write(String.join("\n", extensions).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
          jar.write(Files.readAllBytes(file));
        }
      }
      try (Stream<Path> files = Files.walk(classes)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path classes) {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter words = new StringWriter();
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) ->
        files.add(
            new SimpleJavaFileObject(
                URI.create("string:///zoo/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
              @Override
              public CharSequence getCharContent(boolean ignoreErrors) {
                return text.replace("@VERSION@", manifest.getOrDefault("Plugin-Version", ""));
              }
            }));
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-proc:none",
            "-nowarn",
            "-cp",
            System.getProperty("java.class.path"));
    if (!compiler.getTask(words, null, null, options, null, files).call()) {
      throw new AssertionError(words.toString());
    }
  }
}
