package dev.galley.skill.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What plugins were compiled against stays. {@code api.txt} holds the interface as it was released
 * last: a line that is missing now breaks somebody's plugin, and needs a new major version and a
 * new file. Lines that have come since are added when they are released.
 */
final class ApiSignatureTest {

  @Test
  void everythingThatWasReleasedIsThere() throws IOException {
    assertThat(now())
        .as("lines of api.txt that are gone or changed: plugins would break")
        .containsAll(released());
  }

  @Test
  void nothingHasComeUnnoticed() throws IOException {
    assertThat(released())
        .as(
            "what is new: add these lines to api.txt, with a new minor version in SkillApi and in"
                + " their @since")
        .containsAll(now());
  }

  @Test
  void interfacesAskNothingNewOfPlugins() {
    // A method without a body that comes later breaks every plugin that implements the interface.
    assertThat(abstractMethods(SkillTemplate.class))
        .containsExactlyInAnyOrder("descriptor", "toolDefinition");
    assertThat(abstractMethods(CommitGate.class)).containsExactlyInAnyOrder("id", "review");
  }

  @Test
  void versionInTheFileIsThatOfTheInterface() throws IOException {
    assertThat(lines().get(0)).isEqualTo("# skill-api " + SkillApi.VERSION);
  }

  private static List<String> abstractMethods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .map(Method::getName)
        .toList();
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = ApiSignatureTest.class.getResourceAsStream("/api.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<String> released() throws IOException {
    return lines().stream().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
  }

  /** The interface as it is now, a line for each thing that a plugin can name. */
  static List<String> now() {
    TreeSet<String> lines = new TreeSet<>();
    for (Class<?> type : types()) {
      if (!Modifier.isPublic(type.getModifiers())) {
        continue;
      }
      String name = type.getName();
      lines.add(
          name
              + " "
              + modifiers(type.getModifiers() & ~Modifier.ABSTRACT & ~Modifier.INTERFACE)
              + (type.isRecord() ? "record" : type.isInterface() ? "interface" : "class")
              + Arrays.stream(type.getGenericInterfaces())
                  .map(Type::getTypeName)
                  .sorted()
                  .collect(Collectors.joining(", ", " implements ", "")));
      if (type.isRecord()) {
        lines.add(
            name
                + " components "
                + Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::toString)
                    .collect(Collectors.joining(", ")));
      }
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        add(lines, name, constructor.getModifiers(), constructor.toGenericString());
      }
      for (Method method : type.getDeclaredMethods()) {
        if (!method.isSynthetic()) {
          add(lines, name, method.getModifiers(), method.toGenericString());
        }
      }
      for (Field field : type.getDeclaredFields()) {
        add(lines, name, field.getModifiers(), field.toGenericString());
      }
    }
    return List.copyOf(lines);
  }

  private static void add(Set<String> lines, String type, int modifiers, String text) {
    if (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)) {
      lines.add(type + " " + text);
    }
  }

  private static String modifiers(int modifiers) {
    String text = Modifier.toString(modifiers);
    return text.isEmpty() ? "" : text + ' ';
  }

  private static List<Class<?>> types() {
    URL place = SkillApi.class.getResource("SkillApi.class");
    try (Stream<Path> files = Files.list(Path.of(place.toURI()).getParent())) {
      List<Class<?>> types = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          types.add(
              Class.forName(SkillApi.class.getPackageName() + '.' + name.replace(".class", "")));
        }
      }
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
