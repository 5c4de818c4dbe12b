package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate that fails, and one that has too much to do. */
final class GateTroubleHttpTest {
  private static final String BEGUN = "odd-gate.begun";
  private static final String OVER = "odd-gate.over";
  private static final String SOURCE =
      """
      package odd;
      import dev.galley.skill.api.*;
      import java.util.List;
      public class Odd implements CommitGate {
        public String id() { return "odd-gate"; }
        public List<GateFinding> review(Proposal proposal) {
          switch (proposal.text("welcome").orElse("")) {
            case "fail" -> throw new IllegalStateException("boo");
            case "wait" -> {
              System.setProperty("odd-gate.begun", "true");
              try {
                while (!Boolean.getBoolean("odd-gate.over")) { Thread.sleep(5); }
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
            default -> { }
          }
          return List.of();
        }
      }
      """;

  @TempDir static Path plugins;

  @BeforeAll
  static void build(@TempDir Path work) throws IOException {
    Path source = Files.writeString(work.resolve("Odd.java"), SOURCE);
    Path classes = Files.createDirectories(work.resolve("classes/META-INF")).resolveSibling("");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path", ""));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      assertThat(
              compiler
                  .getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                  .call())
          .isTrue();
    }
    Files.writeString(classes.resolve("META-INF/extensions.idx"), "odd.Odd");
    Files.writeString(
        classes.resolve("META-INF/MANIFEST.MF"),
        "Manifest-Version: 1.0\nPlugin-Id: odd\nPlugin-Version: 1.0.0\n");
    BuiltInPlugins.jar(classes, plugins.resolve("odd.jar"));
  }

  private static Galley server(Map<String, Object> more) {
    Map<String, Object> settings = new java.util.HashMap<>(more);
    settings.put("galley.plugins.dir", plugins.toString());
    settings.put("galley.plugins.call-timeout", "30s");
    settings.put("galley.plugins.start-timeout", "60s");
    settings.put("galley.plugins.pause", "1h");
    return Galley.inMemory(settings);
  }

  /** A draft that only needs to be committed. */
  private static String drafted(Person person, String welcome) {
    String live =
        person.creates(Body.of("name", "A", "instructions", "Be kind.")).header("Location");
    String draft = person.post(live + "/_edit").expect(201).header("Location");
    person.put(draft, Body.of("welcome", welcome)).expect(200);
    return live;
  }

  @Test
  void whoMakesAGateFailStopsNobodyElse() {
    try (Galley galley = server(Map.of())) {
      Person mallory = galley.newTenant().user("mallory");
      String bad = drafted(mallory, "fail");
      for (int i = 0; i < 5; i++) {
        mallory
            .post(bad + "/draft/_check")
            .expect(200)
            .shows("/blocked", false, "/warnings/0/gate", "odd-gate");
      }
      Person alice = galley.newTenant().user("alice");
      alice
          .post(drafted(alice, "Hi") + "/draft/_commit")
          .expect(200)
          .shows("/welcome", "Hi", "/warnings/0/gate", "odd-gate");
    }
  }

  @Test
  void gateThatGivesNoAnswerStopsEveryCommitWhereTheOperatorWantsThat() {
    try (Galley galley = server(Map.of("galley.plugins.failed-gate", "block"))) {
      Person alice = galley.newTenant().user("alice");
      String bad = drafted(alice, "fail");
      for (int i = 0; i < 3; i++) {
        alice.post(bad + "/draft/_check").expect(200).shows("/blocked", true);
      }
      alice
          .post(drafted(alice, "Hi") + "/draft/_commit")
          .refused(422, "commit-blocked")
          .shows("/reasons/0/gate", "odd-gate");
    }
  }

  @Test
  void gateThatIsBusyIsNotLeftOut() throws Exception {
    try (Galley galley = server(Map.of("galley.plugins.concurrency", 1))) {
      Person bob = galley.newTenant().user("bob");
      Person alice = galley.newTenant().user("alice");
      String live = drafted(alice, "Hi");
      CompletableFuture<Answer> first = bob.post(drafted(bob, "wait") + "/draft/_check").begin();
      try {
        Waiting.until(() -> Boolean.getBoolean(BEGUN));
        alice.post(live + "/draft/_check").unavailable("gate-not-asked");
        alice.post(live + "/draft/_commit").unavailable("gate-not-asked");
        alice.get(live).expect(200).shows("/revision", 1);
      } finally {
        System.setProperty(OVER, "true");
      }
      first.get().is(200).shows("/warnings", List.of());
      Answer committed = alice.post(live + "/draft/_commit").expect(200);
      committed.shows("/revision", 2, "/welcome", "Hi");
      assertThat(committed.has("/warnings")).isFalse();
    } finally {
      System.clearProperty(BEGUN);
      System.clearProperty(OVER);
    }
  }
}
