package dev.galley.plugins.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.plugin.PluginNotKept;
import dev.galley.application.plugin.PluginRefused;
import dev.galley.application.plugin.PluginReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that come, change and go while the server runs. */
final class ReloadTest {
  private static final int RELOADS = 200;

  @TempDir Path folder;

  @Test
  void pluginsComeChangeAndGoWithTheirFiles() throws IOException {
    try (PluginHost host = Stage.host(folder)) {
      assertThat(host.templates()).isEmpty();
      Path file = Forge.good("m").into(folder);
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 1.0.0");

      Forge.plugin("m").version("2.0.0").template("m", "").template("more", "").into(folder);
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
      assertThat(host.templates()).extracting(t -> t.id()).containsExactly("m", "more");

      Files.delete(file);
      host.scan();
      assertThat(host.templates()).isEmpty();
      assertThat(host.all()).isEmpty();
      assertThat(host.toolDefinition(Stage.skill("m", "{}"))).isEmpty();
    }
  }

  @Test
  void fileThatIsStillWrittenToIsLeftAlone() throws Exception {
    Path file = folder.resolve("m.jar");
    byte[] jar = Forge.good("m").bytes();
    try (PluginHost host = Stage.host(folder)) {
      Waiting.until(() -> {
        Files.deleteIfExists(file);
        host.scan();
        long begun = System.nanoTime();
        Files.write(file, jar);
        host.scan();
        // After half a second the file was left alone for long enough.
        return System.nanoTime() - begun < 400_000_000L;
      });
      assertThat(host.all()).allMatch(report -> report.templates().isEmpty());
      Waiting.until(() -> {
        host.scan();
        return host.find("m").isPresent();
      });
    }
  }

  @Test
  void versionThatRunsGoesOnWhenTheNextOneDoesNot() {
    Forge.good("m").into(folder);
    try (PluginHost host = Stage.host(folder)) {
      Forge.good("m")
          .version("2.0.0")
          .main("public void start() { throw new Error(\"boo\"); }")
          .into(folder);
      host.scan();

      assertThat(Stage.version(host, "m")).isEqualTo("version 1.0.0");
      PluginReport report = Stage.report(host, "m.jar");
      assertThat(report.state()).isEqualTo(PluginReport.State.RUNNING);
      assertThat(report.version()).contains("1.0.0");
      assertThat(report.reason().get()).contains("Version 1.0.0 goes on").contains("boo");

      Forge.good("m").version("3.0.0").into(folder);
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 3.0.0");
      assertThat(Stage.report(host, "m.jar").isTroubled()).isFalse();
    }
  }

  @Test
  void newestOfSeveralFilesOfAPluginRuns() throws IOException {
    Path second = Forge.good("m").version("2.0.0").into(folder, "m-2.jar");
    Forge.good("m").into(folder, "m-1.jar");
    try (PluginHost host = Stage.host(folder)) {
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
      assertThat(Stage.report(host, "m-1.jar").reason().get()).contains("2.0.0 of the same");
      Path third = Forge.good("m").version("10.0.0").into(folder, "m-10.jar");
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 10.0.0");
      assertThat(Stage.report(host, "m-2.jar").reason().get()).contains("10.0.0 of the same");

      Files.delete(third);
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
      Files.delete(second);
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 1.0.0");
    }
  }

  @Test
  void twoFilesWithAVersionThatCanNotBeComparedAreRefusedAndLaterOnesLoad() {
    Forge.good("m").version("2024.01.15").into(folder, "m-1.jar");
    Forge.good("m").version("2024.01.15").into(folder, "m-2.jar");
    Forge.good("z").into(folder);
    try (PluginHost host = Stage.host(folder)) {
      for (String file : List.of("m-1.jar", "m-2.jar")) {
        assertThat(Stage.report(host, file).reason().orElseThrow()).contains("no leading zeros");
      }
      assertThat(host.find("z")).isPresent();
    }
  }

  @Test
  void folderThatIsAwayForAMomentUnloadsNothing() throws IOException {
    Path at = Files.createDirectory(folder.resolve("plugins"));
    Path file = Forge.good("m").into(at);
    try (PluginHost host = Stage.host(at)) {
      Files.move(at, folder.resolve("away"));
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 1.0.0");

      Files.move(folder.resolve("away"), at);
      Files.delete(file);
      host.scan();
      assertThat(host.templates()).isEmpty();
    }
  }

  @Test
  void pluginThatIsRemovedIsGoneWithAllItsVersions() throws IOException {
    Forge.good("m").into(folder, "a.jar");
    Forge.good("m").version("2.0.0").into(folder, "b.jar");
    Forge.good("m").version("1.5.0").into(folder, "c.jar");
    Forge.plugin("other").template("m", "").into(folder, "other.jar");
    try (PluginHost host = Stage.host(folder)) {
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
      assertThat(host.all()).hasSize(4);

      assertThat(host.remove("m")).isTrue();

      assertThat(host.all()).extracting(PluginReport::file).containsExactly("other.jar");
      assertThat(Stage.report(host, "other.jar").state()).isEqualTo(PluginReport.State.RUNNING);
      host.scan();
      assertThat(host.all()).hasSize(1);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .extracting(path -> path.getFileName().toString())
            .containsExactly("other.jar");
      }
    }
  }

  @Test
  void pluginGoesWhenItsFileHoldsANewerVersionOfAnother() {
    Forge.plugin("x")
        .main("public void stop() { System.setProperty(\"zoo.x\", \"stopped\"); }")
        .template("x", "")
        .into(folder, "a.jar");
    Forge.good("y").into(folder, "b.jar");
    try (PluginHost host = Stage.host(folder)) {
      Forge.plugin("y").version("2.0.0").template("y", "").template("x", "").into(folder, "a.jar");
      host.scan();

      assertThat(System.getProperty("zoo.x")).isEqualTo("stopped");
      assertThat(Stage.version(host, "y")).isEqualTo("version 2.0.0");
      assertThat(Stage.version(host, "x")).isEqualTo("version 2.0.0");
      assertThat(Stage.report(host, "a.jar").isTroubled()).isFalse();
      assertThat(Stage.report(host, "b.jar").state()).isEqualTo(PluginReport.State.REFUSED);
    } finally {
      System.clearProperty("zoo.x");
    }
  }

  @Test
  void filesBeyondTheBoundAreReportedAndNoneThatRunsGoesForThem() throws IOException {
    Forge.good("z").into(folder);
    try (PluginHost host = Stage.host(folder)) {
      for (int i = 100; i < 301; i++) {
        Forge.put(folder, "m" + i + ".jar", new byte[] {1});
      }
      host.scan();

      assertThat(Stage.version(host, "z")).isEqualTo("version 1.0.0");
      assertThat(host.all()).hasSize(201);
      PluginReport left = Stage.report(host, "m299.jar");
      assertThat(left.state()).isEqualTo(PluginReport.State.REFUSED);
      assertThat(left.reason())
          .contains(
              "No more than 200 jars of a folder are looked at: this one is left out, and 1 behind"
                  + " it.");
      byte[] sent = Forge.good("sent").bytes();
      assertThatThrownBy(() -> host.install(sent, Optional.empty()))
          .isInstanceOf(PluginRefused.class)
          .hasMessageContaining("has 200 jars already");

      Files.delete(folder.resolve("m100.jar"));
      Files.delete(folder.resolve("m101.jar"));
      host.scan();
      assertThat(host.all()).hasSize(200);
      assertThat(Stage.report(host, "m300.jar").reason().orElseThrow()).contains("not a jar");
    }
  }

  @Test
  void templateThatWasTakenIsHadWhenTheOtherPluginGoes() throws IOException {
    Path first = Forge.plugin("a").template("t", "").into(folder);
    Forge.plugin("b").version("2.0.0").template("t", "").into(folder);
    try (PluginHost host = Stage.host(folder)) {
      assertThat(Stage.version(host, "t")).isEqualTo("version 1.0.0");
      Files.delete(first);
      host.scan();
      assertThat(Stage.version(host, "t")).isEqualTo("version 2.0.0");
    }
  }

  @Test
  void pluginThatIsSentRunsAndIsThereAtTheNextStart() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Trust trust = new Trust(true, Set.of(), List.of(new Publisher("a", keys.getPublic())));
    byte[] one = Forge.good("m").bytes();
    byte[] two = Forge.good("m").version("2.0.0").bytes();
    Path at = folder.resolve("made");
    try (PluginHost host = Stage.host(at, trust)) {
      assertThatThrownBy(() -> host.install(one, Optional.empty()))
          .isInstanceOf(PluginRefused.class)
          .hasMessageContaining("no signature");
      assertThatThrownBy(() -> host.install(one, Optional.of(signed(keys, two))))
          .hasMessageContaining("not over these bytes");
      assertThat(host.all()).isEmpty();
      assertThat(at).doesNotExist();

      assertThat(host.install(one, Optional.of(signed(keys, one))).version()).contains("1.0.0");
      assertThat(host.install(two, Optional.of(signed(keys, two))).version()).contains("2.0.0");
      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
    }
    try (PluginHost host = Stage.host(at, trust)) {
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
      assertThat(host.remove("m")).isTrue();
      assertThat(host.remove("m")).isFalse();
      assertThat(host.templates()).isEmpty();
      try (Stream<Path> files = Files.list(at)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.jar.part", "m.jar.sig", "m.jar.sig.part"})
  void pluginThatCanNotBeWrittenIsNotTakenInAndTheOneThatRunsGoesOn(String obstacle)
      throws IOException {
    byte[] one = Forge.good("m").bytes();
    byte[] two = Forge.good("m").version("2.0.0").bytes();
    Path file = Forge.put(folder, "m.jar", one);
    try (PluginHost host = Stage.host(folder)) {
      Files.createDirectories(folder.resolve(obstacle).resolve("full"));
      assertThatThrownBy(() -> host.install(two, Optional.of("signed")))
          .isInstanceOf(PluginNotKept.class);

      host.scan();
      assertThat(Stage.version(host, "m")).isEqualTo("version 1.0.0");
      assertThat(Stage.report(host, "m.jar").isTroubled()).isFalse();
      assertThat(file).hasBinaryContent(one);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .extracting(path -> path.getFileName().toString())
            .containsExactlyInAnyOrder("m.jar", obstacle);
      }
    }
  }

  @Test
  void pluginIsNotTakenInWhereTheFolderCanNotBeMade() throws IOException {
    Path at = Files.createFile(folder.resolve("plugins"));
    byte[] sent = Forge.good("m").bytes();
    try (PluginHost host = Stage.host(at)) {
      assertThatThrownBy(() -> host.install(sent, Optional.empty()))
          .isInstanceOf(PluginNotKept.class);
      assertThat(host.all()).isEmpty();
      assertThat(host.templates()).isEmpty();
    }
  }

  @Test
  void serverThatEndsWhileItExchangesTheFilesFindsAJarAndItsSignature() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] one = Forge.good("m").bytes();
    byte[] two = Forge.good("m").version("2.0.0").bytes();
    Trust trust =
        new Trust(
            true, Set.of(PluginJar.sha256(two)), List.of(new Publisher("a", keys.getPublic())));
    Path signature = folder.resolve("m.jar.sig");
    Path next = folder.resolve("m.jar.sig.part");
    Files.writeString(signature, signed(keys, one));

    // Before the jar was exchanged.
    Forge.put(folder, "m.jar", one);
    Files.writeString(next, signed(keys, two));
    try (PluginHost host = Stage.host(folder, trust)) {
      assertThat(Stage.report(host, "m.jar").publisher()).contains("a");
      assertThat(Stage.version(host, "m")).isEqualTo("version 1.0.0");
    }

    // After it, when nothing is signed any more.
    Forge.put(folder, "m.jar", two);
    Files.writeString(next, "");
    try (PluginHost host = Stage.host(folder, trust)) {
      assertThat(Stage.report(host, "m.jar").allowed()).isTrue();
      assertThat(signature).doesNotExist();
      assertThat(next).doesNotExist();
    }

    // After it.
    Files.writeString(signature, signed(keys, one));
    Files.writeString(next, signed(keys, two));
    try (PluginHost host = Stage.host(folder, trust)) {
      assertThat(Stage.report(host, "m.jar").publisher()).contains("a");
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
      assertThat(signature).hasContent(signed(keys, two));
      assertThat(next).doesNotExist();
    }

    // Neither fits.
    Files.writeString(signature, signed(keys, one));
    Files.writeString(next, signed(keys, one));
    try (PluginHost host = Stage.host(folder, trust)) {
      assertThat(Stage.report(host, "m.jar").reason().orElseThrow()).contains("not over these");
    }
  }

  @Test
  void pluginThatIsSentAgainIsLeftAsItIsUnlessItDoesNotDoWell() {
    String starts = "zoo.starts";
    byte[] sent =
        Forge.plugin("m")
            .main(
                "public void start() {"
                    + " System.setProperty(\"zoo.starts\", System.getProperty(\"zoo.starts\") + \"I\"); }")
            .template(
                "m",
                "public List<ConfigProblem> validate(SkillConfig config) {"
                    + " throw new RuntimeException(\"boo\"); }")
            .bytes();
    System.setProperty(starts, "");
    try (PluginHost host = Stage.host(folder)) {
      PluginReport first = host.install(sent, Optional.empty());
      assertThat(host.install(sent, Optional.empty())).isEqualTo(first);
      assertThat(System.getProperty(starts)).isEqualTo("I");

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> host.validate(Stage.skill("m", "{}"))).hasMessageContaining("boo");
      }
      assertThat(host.install(sent, Optional.empty())).isEqualTo(first);
      assertThat(System.getProperty(starts)).isEqualTo("II");
    } finally {
      System.clearProperty(starts);
    }
  }

  @Test
  void pluginThatIsSentDoesNotTakeTheFileOfAnotherOne() throws Exception {
    byte[] other = Forge.good("other").bytes();
    Path file = Forge.put(folder, "m.jar", other);
    Forge.plugin("bad").version("x").template("bad", "").into(folder, "n.jar");
    try (PluginHost host = Stage.host(folder)) {
      for (String id : List.of("m", "n")) {
        byte[] sent = Forge.good(id).bytes();
        assertThatThrownBy(() -> host.install(sent, Optional.empty()))
            .isInstanceOf(PluginRefused.class)
            .hasMessageContaining(id + ".jar, which holds the plugin");
      }
      assertThat(Stage.version(host, "other")).isEqualTo("version 1.0.0");
      assertThat(host.find("m")).isEmpty();
      assertThat(file).hasBinaryContent(other);
      Forge.put(folder, "late.jar", other);
      byte[] late = Forge.good("late").bytes();
      assertThatThrownBy(() -> host.install(late, Optional.empty()))
          .hasMessageContaining("was not looked at yet");
    }
  }

  @Test
  void pluginThatIsSentAndRefusedLeavesTheReportOfTheFileAsItWas() {
    Forge.plugin("a").template("t", "").into(folder);
    Forge.plugin("m").template("t", "").into(folder);
    try (PluginHost host = Stage.host(folder)) {
      List<PluginReport> before = host.all();
      byte[] sent = Forge.plugin("m").version("2.0.0").template("t", "").bytes();
      assertThatThrownBy(() -> host.install(sent, Optional.empty()))
          .hasMessageContaining("has a template with the id 't' already");
      host.remove("nothing");
      assertThat(host.all()).isEqualTo(before);
    }
  }

  @Test
  void untrustedBytesAreNotUnpacked() {
    Trust trust = new Trust(true, Set.of(), List.of());
    Forge.put(folder, "m.jar", new byte[] {1, 2, 3});
    try (PluginHost host = Stage.host(folder, trust)) {
      assertThat(Stage.report(host, "m.jar").reason().orElseThrow()).contains("no signature");
      assertThatThrownBy(() -> host.install(new byte[] {4}, Optional.empty()))
          .hasMessageContaining("no signature");
    }
  }

  private static String signed(KeyPair keys, byte[] bytes) throws Exception {
    java.security.Signature signature = java.security.Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(bytes);
    return java.util.Base64.getEncoder().encodeToString(signature.sign());
  }

  @Test
  void whoAsksWhileAPluginIsReplacedIsAnswered() throws Exception {
    byte[] one = Forge.good("m").bytes();
    byte[] two = Forge.good("m").version("2.0.0").bytes();
    Forge.put(folder, "m.jar", one);
    try (PluginHost host = Stage.host(folder)) {
      AtomicBoolean ended = new AtomicBoolean();
      List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
      List<Thread> askers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        askers.add(
            Thread.startVirtualThread(() -> {
              try {
                while (!ended.get()) {
                  assertThat(host.toolDefinition(Stage.skill("m", "{}"))).isPresent();
                  assertThat(host.validate(Stage.skill("m", "{}"))).isEmpty();
                }
              } catch (Throwable e) {
                failures.add(e);
              }
            }));
      }
      for (int i = 0; i < 20; i++) {
        Forge.put(folder, "m.jar", i % 2 == 0 ? two : one);
        host.scan();
      }
      ended.set(true);
      for (Thread asker : askers) {
        asker.join();
      }
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void callThatIsUnderWayEndsBeforeItsPluginIsStopped() throws Exception {
    Forge slow =
        Forge.plugin("m")
            .main("public void stop() { System.setProperty(\"zoo.stopped\", \"true\"); }")
            .source("Late", "class Late { static final List<ConfigProblem> NONE = List.of(); }")
            .template(
                "m",
                "public List<ConfigProblem> validate(SkillConfig config) {"
                    + " System.setProperty(\"zoo.begun\", \"true\");"
                    + " try { while (!Boolean.getBoolean(\"zoo.next\")) { Thread.sleep(5); }"
                    + " Thread.sleep(200); } catch (InterruptedException e) {"
                    + " throw new IllegalStateException(\"interrupted\"); }"
                    + " if (Boolean.getBoolean(\"zoo.stopped\"))"
                    + " throw new IllegalStateException(\"stopped\");"
                    + " return Late.NONE; }");
    slow.into(folder);
    byte[] next =
        Forge.good("m")
            .version("2.0.0")
            .main("public void start() { System.setProperty(\"zoo.next\", \"true\"); }")
            .bytes();
    AtomicReference<String> end = new AtomicReference<>("none");
    try (PluginHost host = Stage.host(folder)) {
      Thread asker =
          Thread.startVirtualThread(() -> {
            try {
              end.set(host.validate(Stage.skill("m", "{}")).toString());
            } catch (RuntimeException e) {
              end.set(e.toString());
            }
          });
      Waiting.until(() -> Boolean.getBoolean("zoo.begun"));
      Forge.put(folder, "m.jar", next);
      host.scan();
      asker.join();
      assertThat(end).hasValue("[]");
      assertThat(System.getProperty("zoo.stopped")).isEqualTo("true");
      assertThat(Stage.version(host, "m")).isEqualTo("version 2.0.0");
    } finally {
      System.clearProperty("zoo.begun");
      System.clearProperty("zoo.next");
      System.clearProperty("zoo.stopped");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no links to open files")
  void twoHundredReloadsLeaveNoClassesNoFilesAndNoThreads() throws Exception {
    byte[] one = Forge.good("m").main("public void start() {}").bytes();
    byte[] two = Forge.good("m").version("2.0.0").main("public void start() {}").bytes();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (PluginHost host = Stage.host(folder)) {
      reload(host, one, two, 50, loaders);
      collect(loaders);
      long metaspace = metaspace();
      int threads = Thread.activeCount();
      reload(host, one, two, RELOADS, loaders);

      collect(loaders);
      assertThat(metaspace()).isLessThan(metaspace + metaspace / 20);
      Waiting.until(() -> Thread.activeCount() <= threads + 5);
      assertThat(openJars()).isEmpty();
      assertThat(Stage.version(host, "m")).startsWith("version");
    }
  }

  private void reload(
      PluginHost host, byte[] one, byte[] two, int times, List<WeakReference<ClassLoader>> seen) {
    for (int i = 0; i < times; i++) {
      Forge.put(folder, "m.jar", i % 2 == 0 ? two : one);
      host.scan();
      assertThat(Stage.version(host, "m"))
          .isEqualTo(i % 2 == 0 ? "version 2.0.0" : "version 1.0.0");
      seen.add(new WeakReference<>(host.classesOf("m").orElseThrow()));
    }
  }

  /** Waits until all of them are gone but the one that is in use. */
  private static void collect(List<WeakReference<ClassLoader>> loaders) throws Exception {
    Waiting.until(() -> {
      System.gc();
      return loaders.subList(0, loaders.size() - 1).stream()
          .allMatch(loader -> loader.refersTo(null));
    });
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains("Metaspace"))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }

  private List<String> openJars() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return List.of();
    }
    List<String> open = new ArrayList<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.toList()) {
        try {
          String target = Files.readSymbolicLink(link).toString();
          if (target.contains(folder.toString())) {
            open.add(target);
          }
        } catch (IOException e) {
          // Closed since it was listed.
        }
      }
    }
    return open;
  }
}
