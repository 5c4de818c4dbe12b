package dev.galley.bootstrap.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script at the root, with programs that only say how they were called. */
class ScriptTest {
  @TempDir Path folder;

  @Test
  void shellcheckFindsNothing() throws Exception {
    try {
      assertThat(run(Map.of(), folder, "shellcheck", script().toString()).text()).isEmpty();
    } catch (IOException e) {
      System.out.println("shellcheck is not installed; only the shell itself reads the script.");
      assertThat(run(Map.of(), folder, "sh", "-n", script().toString()).exitCode()).isZero();
    }
  }

  @Test
  void worksThroughLinksAndWithSpacesFromAnywhere() throws Exception {
    Path home = Files.createDirectories(folder.resolve("a checkout"));
    install(home);
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("link"), home.resolve("galley"));
    Files.createSymbolicLink(bin.resolve("galley"), Path.of("../link"));

    Said said =
        run(
            Map.of("GALLEY_JAVA_HOME", java("25.0.1").toString(), "GALLEY_NO_BUILD", "1"),
            bin,
            "./galley",
            "token",
            "--user",
            "a b");

    assertThat(said.text())
        .contains("-XX:TieredStopAtLevel=1")
        .contains(home.toRealPath().resolve("bootstrap/target/galley/galley.jar").toString())
        .endsWith("[token] [--user] [a b]\n");
  }

  @Test
  void serveTakesMoreOptionsForJava() throws Exception {
    install(folder);

    Said said =
        run(
            Map.of(
                "GALLEY_JAVA_HOME",
                java("26").toString(),
                "GALLEY_NO_BUILD",
                "1",
                "GALLEY_JAVA_OPTS",
                "-Xmx1g -Dsome=thing"),
            folder,
            folder.resolve("galley").toString(),
            "serve");

    assertThat(said.text()).contains("[-Xmx1g] [-Dsome=thing]").endsWith("[serve]\n");
  }

  @Test
  void anOldJavaIsRefusedInOneSentence() throws Exception {
    install(folder);

    Said said =
        run(
            Map.of("GALLEY_JAVA_HOME", java("21.0.4").toString(), "GALLEY_NO_BUILD", "1"),
            folder,
            folder.resolve("galley").toString(),
            "help");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .startsWith("galley: GALLEY_JAVA_HOME: ")
        .contains("expected: the folder of a JDK 25 or newer");
    assertThat(said.text().lines()).hasSize(1);
  }

  @Test
  void buildsWhatIsMissingAndThenNoMore() throws Exception {
    install(folder);
    Files.delete(folder.resolve("bootstrap/target/galley/galley.jar"));
    executable(
        folder.resolve("mvnw"),
        """
        echo '[INFO] Building Galley :: domain 0.1.0-SNAPSHOT                              [2/6]'
        echo '[INFO] Building Galley :: bootstrap 0.1.0-SNAPSHOT                           [6/6]'
        mkdir -p bootstrap/target/galley/lib && : > bootstrap/target/galley/galley.jar
        """);
    Map<String, String> environment = Map.of("GALLEY_JAVA_HOME", java("25").toString());
    String galley = folder.resolve("galley").toString();

    Said first = run(environment, Path.of("/"), galley, "doctor");
    Said second = run(environment, Path.of("/"), galley, "doctor");

    assertThat(first.text())
        .containsPattern("(?m)^  domain +\\d+ s$")
        .containsPattern("(?m)^  bootstrap +\\d+ s$")
        .endsWith("[doctor]\n");
    assertThat(second.text()).doesNotContain("building").endsWith("[doctor]\n");
  }

  @Test
  void aBuildThatFailsShowsItsErrors() throws Exception {
    install(folder);
    Files.delete(folder.resolve("bootstrap/target/galley/galley.jar"));
    executable(
        folder.resolve("mvnw"),
        """
        echo '[INFO] Building Galley :: domain 0.1.0-SNAPSHOT                              [2/6]'
        echo '[ERROR] Thing.java:[1,1] no such thing'
        echo '  a line that belongs to it'
        exit 1
        """);

    Said said =
        run(
            Map.of("GALLEY_JAVA_HOME", java("25").toString()),
            folder,
            folder.resolve("galley").toString(),
            "doctor");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .contains("[ERROR] Thing.java:[1,1] no such thing\n  a line that belongs to it\n")
        .contains("galley: the build failed");
    assertThat(folder.resolve("bootstrap/target/building")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2147483646"})
  void aLockThatADeadProcessLeftIsBroken(String pid) throws Exception {
    install(folder);
    Files.delete(folder.resolve("bootstrap/target/galley/galley.jar"));
    executable(
        folder.resolve("mvnw"),
        """
        mkdir building-now || echo two at once >> two
        sleep 1
        mkdir -p bootstrap/target/galley/lib && : > bootstrap/target/galley/galley.jar
        echo built >> builds
        rmdir building-now
        """);
    Path lock = Files.createDirectories(folder.resolve("bootstrap/target/building"));
    if (!pid.isEmpty()) {
      Files.writeString(lock.resolve("pid"), pid + "\n");
    }
    Map<String, String> environment = Map.of("GALLEY_JAVA_HOME", java("25").toString());

    List<Future<Said>> waiters = new ArrayList<>();
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        waiters.add(
            together.submit(
                () -> run(environment, folder, folder.resolve("galley").toString(), "doctor")));
      }
    }

    for (Future<Said> waiter : waiters) {
      assertThat(waiter.get().text()).endsWith("[doctor]\n");
    }
    assertThat(Files.readString(folder.resolve("builds"))).isEqualTo("built\n");
    assertThat(folder.resolve("two")).doesNotExist();
    try (Stream<Path> left = Files.list(folder.resolve("bootstrap/target"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("building"));
    }
  }

  private static Path script() {
    return Path.of(System.getProperty("galley.root", "..")).resolve("galley");
  }

  /** A checkout with the script and something that looks built. */
  private static void install(Path home) throws IOException {
    Files.copy(script(), home.resolve("galley"));
    executable(home.resolve("galley"));
    Files.createDirectories(home.resolve("bootstrap/target/galley/lib"));
    Files.createFile(home.resolve("bootstrap/target/galley/galley.jar"));
  }

  /** A Java that prints its arguments. */
  private Path java(String version) throws IOException {
    Path home = folder.resolve("a jdk " + version);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(home.resolve("bin/javac"), "exit 1\n");
    executable(
        home.resolve("bin/java"),
        """
        for argument; do printf '%s[%s]' "$space" "$argument"; space=' '; done
        echo
        """);
    return home;
  }

  private static void executable(Path file, String... lines) throws IOException {
    if (lines.length > 0) {
      Files.writeString(file, "#!/bin/sh\n" + String.join("", lines));
    }
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** What a program said on both its outputs. */
  private record Said(int exitCode, String text) {}

  private static Said run(Map<String, String> environment, Path directory, String... command)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(arguments).directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GALLEY_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), text);
  }
}
