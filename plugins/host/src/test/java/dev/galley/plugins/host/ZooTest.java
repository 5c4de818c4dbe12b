package dev.galley.plugins.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.galley.application.gate.GateFinding;
import dev.galley.application.gate.GateNotAsked;
import dev.galley.application.plugin.PluginReport;
import dev.galley.application.skill.TemplateFailed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad plugins: each is named with its reason, and all others work on. */
final class ZooTest {
  /** Where calls are under way until the test lets them go on. */
  private static final CallLimits CROWDED =
      Stage.limits(Duration.ofSeconds(120), Duration.ofSeconds(30));

  private static final String WAIT =
      "try { while (!Boolean.getBoolean(\"zoo.go\")) { Thread.sleep(5); } }"
          + " catch (InterruptedException e) {}";

  @TempDir Path folder;
  private final List<PluginHost> hosts = new java.util.ArrayList<>();

  private PluginHost host(CallLimits limits) {
    PluginHost host = Stage.host(folder, limits);
    hosts.add(host);
    return host;
  }

  /** No loop of a plugin goes on beside the tests that come. */
  @AfterEach
  void close() throws Exception {
    System.setProperty("zoo.over", "true");
    try {
      hosts.forEach(PluginHost::close);
      Waiting.until(() ->
          Thread.getAllStackTraces().keySet().stream()
              .noneMatch(thread -> thread.getName().startsWith("plugin-")));
    } finally {
      System.clearProperty("zoo.over");
    }
  }

  private static CallLimits limitsFor(String reason) {
    return reason.contains("took longer") ? Stage.HASTY : Stage.LIMITS;
  }

  static Stream<Arguments> animals() {
    Forge loop =
        Forge.good("m-loop")
            .main("public void start() { while (!Boolean.getBoolean(\"zoo.over\")) {} }");
    return Stream.of(
        Arguments.of("not a jar", "hello".getBytes(StandardCharsets.UTF_8), "not a jar"),
        Arguments.of("empty", new byte[0], "not a jar"),
        Arguments.of("no id", Forge.good("m").line("Plugin-Id", "").bytes(), "no Plugin-Id"),
        Arguments.of("no version", Forge.good("m").version("").bytes(), "no Plugin-Version"),
        Arguments.of("odd version", Forge.good("m").version("one").bytes(), "no semantic version"),
        Arguments.of(
            "leading zero", Forge.good("m").version("2024.01.15").bytes(), "no semantic version"),
        Arguments.of(
            "empty part of a version",
            Forge.good("m").version("1.0.0-a..b").bytes(),
            "no semantic version"),
        Arguments.of(
            "missing class",
            Forge.good("m").line("Plugin-Class", "zoo.Missing").bytes(),
            "zoo.Missing is not in the jar"),
        Arguments.of(
            "no plugin class",
            Forge.good("m").line("Plugin-Class", "zoo.T0").bytes(),
            "must be public, extend org.pf4j.Plugin"),
        Arguments.of(
            "missing extension",
            Forge.good("m").extension("Gone", "class Other {}").bytes(),
            "zoo.Gone, which is not in the jar"),
        Arguments.of(
            "throwing constructor",
            Forge.good("m")
                .main("public Main() { throw new IllegalStateException(\"boo\"); }")
                .bytes(),
            "constructor of zoo.Main threw java.lang.IllegalStateException: boo"),
        Arguments.of(
            "throwing constructor of an extension",
            Forge.plugin("m")
                .template("m", "public T0() { throw new RuntimeException(\"boo\"); }")
                .bytes(),
            "constructor of zoo.T0 threw java.lang.RuntimeException: boo"),
        Arguments.of(
            "static initialiser",
            Forge.plugin("m")
                .template("m", "static { if (true) throw new AssertionError(\"boo\"); }")
                .bytes(),
            "AssertionError: boo"),
        Arguments.of(
            "start throws",
            Forge.good("m")
                .main("public void start() { throw new RuntimeException(\"boo\"); }")
                .bytes(),
            "start threw java.lang.RuntimeException: boo"),
        Arguments.of(
            "stack overflow in start",
            Forge.good("m").main("public void start() { start(); }").bytes(),
            "StackOverflowError"),
        Arguments.of("endless start", loop.bytes(), "took longer than 2000 ms"),
        Arguments.of(
            "unmet dependency",
            Forge.good("m").line("Plugin-Dependencies", "other@1.0.0").bytes(),
            "depends on other plugins (other@1.0.0)"),
        Arguments.of(
            "newer API",
            Forge.good("m").line("Plugin-Requires", "1.7.0").bytes(),
            "needs version 1.7.0 of the skill API; this server has 1.0.0"),
        Arguments.of(
            "next API",
            Forge.good("m").line("Plugin-Requires", ">=2.0.0").bytes(),
            "needs version >=2.0.0"),
        Arguments.of(
            "deeply nested requirement",
            Forge.good("m").line("Plugin-Requires", "(".repeat(200)).bytes(),
            "needs version (((("),
        Arguments.of(
            "endless requirement",
            Forge.good("m").line("Plugin-Requires", "(".repeat(100_000)).bytes(),
            "Its Plugin-Requires has more than 200 characters."),
        Arguments.of(
            "endless id",
            Forge.good("m").line("Plugin-Id", "m".repeat(100_000)).bytes(),
            "Its Plugin-Id has more than 200 characters."),
        Arguments.of("brings nothing", Forge.plugin("m").bytes(), "brings nothing"),
        Arguments.of(
            "another thing",
            Forge.plugin("m").extension("X", "public class X {}").bytes(),
            "implements neither"),
        Arguments.of(
            "duplicate template id",
            Forge.plugin("m").template("good", "").bytes(),
            "The plugin good has a template with the id 'good' already."),
        Arguments.of(
            "same template twice",
            Forge.plugin("m").template("m", "").template("m", "").bytes(),
            "two templates with the id 'm'"),
        Arguments.of(
            "null descriptor",
            Forge.plugin("m")
                .extension(
                    "N",
                    "public class N implements SkillTemplate { public SkillDescriptor descriptor()"
                        + " { return null; } public ToolDefinition toolDefinition(ConfiguredSkill s)"
                        + " { return null; } }")
                .bytes(),
            "descriptor() returned null"),
        Arguments.of(
            "sees the server",
            Forge.good("m")
                .main(
                    "public void start() { try {"
                        + " Class.forName(\"dev.galley.domain.assistant.Skill\");"
                        + " } catch (ClassNotFoundException e) {"
                        + " throw new RuntimeException(\"hidden\"); } }")
                .bytes(),
            "hidden"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("animals")
  void oneThatDoesNotLoadIsNamedAndTheOthersWork(String name, byte[] jar, String reason) {
    Forge.good("good").into(folder);
    Forge.put(folder, "m.jar", jar);
    Forge.good("zebra").into(folder);

    PluginHost host = host(limitsFor(reason));

    PluginReport report = Stage.report(host, "m.jar");
    assertThat(report.state()).isEqualTo(PluginReport.State.REFUSED);
    assertThat(report.reason()).hasValueSatisfying(text -> assertThat(text).contains(reason));
    assertThat(report.reason().get()).doesNotContain("\tat ");
    for (String id : List.of("good", "zebra")) {
      assertThat(Stage.report(host, id + ".jar").isTroubled()).isFalse();
      assertThat(host.validate(Stage.skill(id, "{}"))).isEmpty();
      assertThat(Stage.version(host, id)).isEqualTo("version 1.0.0");
    }
    assertThat(host.find("m")).isEmpty();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("throw new RuntimeException(\"boo\");", "boo"),
        Arguments.of("return validate(config);", "StackOverflowError"),
        Arguments.of("return null;", "returned null"),
        Arguments.of("return java.util.Arrays.asList((ConfigProblem) null);", "a null in it"),
        Arguments.of(
            "return Collections.nCopies(1_000_000_000, ConfigProblem.of(\"city\", \"x\"));",
            "more than 100 items"),
        Arguments.of(
            "return List.of(ConfigProblem.of(\"city\", \"x\".repeat(50_000_000)));",
            "a message of 50000000 characters"),
        Arguments.of("return List.of(new ConfigProblem(\"city\", \"x\"));", "begins with '/'"),
        Arguments.of(
            "try { Thread.sleep(60_000); } catch (InterruptedException e) {} return List.of();",
            "took longer than 2000 ms"),
        Arguments.of(
            "return new AbstractList<>() { public int size() { return 1; }"
                + " public ConfigProblem get(int i) { return null; }"
                + " public Iterator<ConfigProblem> iterator() {"
                + " while (!Boolean.getBoolean(\"zoo.over\")) {} return null; } };",
            "took longer than 2000 ms"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void oneThatAnswersBadlyFailsThatCallAlone(String body, String reason) {
    Forge.good("good").into(folder);
    Forge.plugin("m")
        .template("m", "public List<ConfigProblem> validate(SkillConfig config) {" + body + "}")
        .into(folder);
    PluginHost host = host(limitsFor(reason));

    assertThatThrownBy(() -> host.validate(Stage.skill("m", "{\"city\":\"x\"}")))
        .isInstanceOf(TemplateFailed.class)
        .hasMessageContaining(reason)
        .hasNoCause();

    assertThat(host.validate(Stage.skill("good", "{}"))).isEmpty();
    assertThat(Stage.report(host, "m.jar").failures()).isOne();
  }

  static Stream<Arguments> tools() {
    return Stream.of(
        Arguments.of("return null;", "returned null"),
        Arguments.of("return ToolDefinition.of(\"a b\", \"d\");", "expected: 1 to 64 letters"),
        Arguments.of(
            "return new ToolDefinition(\"a\", \"d\", Map.of(\"type\", \"string\"));",
            "type is 'object'"),
        Arguments.of(
            "return new ToolDefinition(\"a\", \"d\", Map.of(\"type\", \"object\", \"x\", new"
                + " Object()));",
            "java.lang.Object, which is no JSON"),
        Arguments.of(
            "return new ToolDefinition(\"a\", \"d\", Map.of(\"type\", \"object\", \"x\","
                + " \"y\".repeat(70_000)));",
            "larger than"),
        Arguments.of(
            "Map<String, Object> m = new HashMap<>(); m.put(\"type\", \"object\"); m.put(\"m\", m);"
                + " return new ToolDefinition(\"a\", \"d\", m);",
            "nested deeper"));
  }

  @ParameterizedTest
  @MethodSource("tools")
  void badToolDefinitionIsNotHandedOn(String body, String reason) {
    Forge.plugin("m")
        .template("m", "public ToolDefinition toolDefinition(ConfiguredSkill skill) {" + body + "}")
        .into(folder);
    PluginHost host = host(Stage.LIMITS);

    assertThatThrownBy(() -> host.toolDefinition(Stage.skill("m", "{}")))
        .isInstanceOf(TemplateFailed.class)
        .hasMessageContaining(reason);
  }

  @Test
  void oneThatLoopsForEverIsAskedNoMoreWhileItDoes() throws Exception {
    Forge.good("good").into(folder);
    Forge.plugin("m")
        .template(
            "m",
            "public List<ConfigProblem> validate(SkillConfig config) {"
                + " if (config.text(\"city\").isPresent()) { while (!Boolean.getBoolean(\"zoo.end\")) {} }"
                + " return List.of(); }")
        .into(folder);
    PluginHost host = host(Stage.HASTY);
    try {
      assertThatThrownBy(() -> host.validate(Stage.skill("m", "{\"city\":\"x\"}")))
          .hasMessageContaining("took longer");

      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> host.validate(Stage.skill("m", "{}")))
            .hasMessageContaining("still hangs");
      }
      PluginReport report = Stage.report(host, "m.jar");
      assertThat(report.state()).isEqualTo(PluginReport.State.SUSPENDED);
      assertThat(report.failures()).isOne();
      assertThat(host.validate(Stage.skill("good", "{}"))).isEmpty();
    } finally {
      System.setProperty("zoo.end", "true");
    }
    try {
      Waiting.until(() -> Stage.report(host, "m.jar").state() == PluginReport.State.RUNNING);
      assertThat(host.validate(Stage.skill("m", "{}"))).isEmpty();
    } finally {
      System.clearProperty("zoo.end");
    }
  }

  @Test
  void oneThatFailsOftenIsLeftAloneForAWhile() throws Exception {
    Forge.plugin("m")
        .template(
            "m",
            "public List<ConfigProblem> validate(SkillConfig config) {"
                + " if (config.text(\"city\").isPresent()) throw new RuntimeException(\"boo\");"
                + " return List.of(); }")
        .into(folder);
    PluginHost host = host(Stage.LIMITS);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> host.validate(Stage.skill("m", "{\"city\":\"x\"}")))
          .hasMessageContaining("boo");
    }

    assertThatThrownBy(() -> host.validate(Stage.skill("m", "{}")))
        .hasMessageContaining("not asked for a while");
    PluginReport report = Stage.report(host, "m.jar");
    assertThat(report.state()).isEqualTo(PluginReport.State.SUSPENDED);
    assertThat(report.reason().get()).contains("boo");

    Waiting.until(() -> {
      try {
        return host.validate(Stage.skill("m", "{}")).isEmpty();
      } catch (TemplateFailed e) {
        return false;
      }
    });
    assertThat(Stage.report(host, "m.jar").state()).isEqualTo(PluginReport.State.RUNNING);
  }

  /** Twelve ask at once; the plugin answers those it has taken when eight were refused. */
  private static void crowd(List<String> refused, Runnable question) throws Exception {
    List<Thread> threads = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        threads.add(Thread.startVirtualThread(question));
      }
      Waiting.until(() -> refused.size() == 8);
    } finally {
      System.setProperty("zoo.go", "true");
      for (Thread thread : threads) {
        thread.join();
      }
      System.clearProperty("zoo.go");
    }
  }

  @Test
  void manyCallsOfAPluginWaitForEachOtherAndNotForEver() throws Exception {
    Forge.plugin("m")
        .template(
            "m",
            "public List<ConfigProblem> validate(SkillConfig config) {"
                + WAIT
                + " return List.of(); }")
        .into(folder);
    PluginHost host = host(CROWDED);
    List<String> refused = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    crowd(
        refused,
        () -> {
          try {
            host.validate(Stage.skill("m", "{}"));
          } catch (TemplateFailed e) {
            refused.add(String.valueOf(e.getMessage()));
          }
        });
    assertThat(refused).hasSize(8).allMatch(text -> text.contains("too many calls at once"));
    assertThat(Stage.report(host, "m.jar").state()).isEqualTo(PluginReport.State.RUNNING);
  }

  @Test
  void gateThatGivesNoAnswerIsAWarningBesideTheFindingsOfTheOthers() {
    Forge.plugin("a").gate("a-gate", "throw new Error(\"boo\");").into(folder);
    Forge.plugin("b")
        .gate("b-gate", "return List.of(GateFinding.block(\"/name\", \"No.\"));")
        .into(folder);
    PluginHost host = host(Stage.LIMITS);

    assertThat(Stage.review(host))
        .extracting(finding -> finding.gate() + ' ' + finding.blocking() + ' ' + finding.detail())
        .containsExactly(
            "a-gate false The gate 'a-gate' gives no answer; what it looks at is not checked.",
            "b-gate true No.");
  }

  @Test
  void gateThatHasTooMuchToDoStopsTheCommit() throws Exception {
    Forge.plugin("m")
        .gate("m-gate", WAIT + " return List.of(GateFinding.block(\"/name\", \"No.\"));")
        .into(folder);
    PluginHost host = host(CROWDED);
    List<String> refused = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    List<String> found = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    crowd(
        refused,
        () -> {
          try {
            Stage.review(host).forEach(finding -> found.add(finding.detail()));
          } catch (GateNotAsked e) {
            refused.add(e.gate() + ' ' + e.getMessage());
          }
        });
    assertThat(found).hasSize(4).containsOnly("No.");
    assertThat(refused).hasSize(8).allMatch(text -> text.contains("too many calls at once"));
  }

  @Test
  void gateThatHangsGivesNoAnswerAndStopsNobody() throws Exception {
    Forge.plugin("h")
        .gate("h-gate", "while (!Boolean.getBoolean(\"zoo.go\")) {} return List.of();")
        .into(folder);
    PluginHost host = host(Stage.HASTY);
    try {
      assertThat(Stage.review(host)).extracting(GateFinding::gate).containsExactly("h-gate");
      for (int i = 0; i < 100; i++) {
        assertThat(Stage.review(host))
            .extracting(GateFinding::blocking, GateFinding::detail)
            .containsExactly(
                tuple(
                    false, "The gate 'h-gate' gives no answer; what it looks at is not checked."));
      }
      PluginReport report = Stage.report(host, "h.jar");
      assertThat(report.state()).isEqualTo(PluginReport.State.SUSPENDED);
      // None of the hundred came to the plugin.
      assertThat(report.failures()).isOne();
    } finally {
      System.setProperty("zoo.go", "true");
    }
    try {
      Waiting.until(() -> Stage.report(host, "h.jar").state() == PluginReport.State.RUNNING);
      assertThat(Stage.review(host)).isEmpty();
    } finally {
      System.clearProperty("zoo.go");
    }
  }

  @Test
  void gateThatFailsOftenGivesNoAnswerWhileItIsLeftAlone() {
    Forge.plugin("f").gate("f-gate", "throw new Error(\"boo\");").into(folder);
    for (boolean blocks : List.of(false, true)) {
      try (PluginHost host = Stage.host(folder, blocks)) {
        for (int i = 0; i < 10; i++) {
          assertThat(Stage.review(host))
              .extracting(GateFinding::gate, GateFinding::blocking)
              .containsExactly(tuple("f-gate", blocks));
        }
        PluginReport report = Stage.report(host, "f.jar");
        assertThat(report.state()).isEqualTo(PluginReport.State.SUSPENDED);
        assertThat(report.failures()).isLessThan(10);
      }
    }
  }

  @Test
  void whoWaitsBehindCallsThatHangIsNotToldThatThePluginIsBusy() throws Exception {
    CallLimits one =
        new CallLimits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            1,
            Duration.ofSeconds(60),
            10,
            10,
            Duration.ofSeconds(1));
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new java.util.ArrayList<>();
    List<PluginFault> faults = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    try (Guard guard = new Guard("m", ZooTest.class.getClassLoader(), one)) {
      // One hangs, one hangs on the thread to spare, and for the last there is none.
      for (int i = 0; i < 3; i++) {
        threads.add(
            Thread.startVirtualThread(() -> {
              try {
                guard.call("review", () -> hang(end));
              } catch (PluginFault fault) {
                faults.add(fault);
              } catch (GuardClosed e) {
                throw new AssertionError(e);
              }
            }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(faults).hasSize(3).noneMatch(PluginFault::isBusy);
    } finally {
      end.countDown();
    }
  }

  @Test
  void whoAsksAnewAsSoonAsThereIsAnAnswerFindsRoom() throws Exception {
    CallLimits one =
        new CallLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            1,
            Duration.ofSeconds(60),
            10,
            10,
            Duration.ofSeconds(1));
    try (Guard guard = new Guard("m", ZooTest.class.getClassLoader(), one)) {
      for (int i = 0; i < 50_000; i++) {
        assertThat(guard.once("review", one.timeout(), () -> true)).isTrue();
      }
    }
  }

  /** Whatever is done to its thread. */
  private static boolean hang(CountDownLatch end) {
    while (true) {
      try {
        end.await();
        return true;
      } catch (InterruptedException e) {
        // It hangs on.
      }
    }
  }

  @Test
  void gateIsAskedWhateverTheTemplatesOfItsPluginDo() {
    Forge.plugin("m")
        .template(
            "m",
            "public List<ConfigProblem> validate(SkillConfig config) {"
                + " throw new RuntimeException(\"boo\"); }")
        .gate("m-gate", "return List.of(GateFinding.block(\"/name\", \"No.\"));")
        .into(folder);
    PluginHost host = host(Stage.LIMITS);
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> host.validate(Stage.skill("m", "{}")))
          .isInstanceOf(TemplateFailed.class);
    }
    assertThat(Stage.report(host, "m.jar").state()).isEqualTo(PluginReport.State.SUSPENDED);

    assertThat(Stage.review(host)).extracting(GateFinding::detail).containsExactly("No.");
  }

  @Test
  void flippedBitUnderASignatureIsSeen() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] jar = Forge.good("m").bytes();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(jar);
    byte[] text = Base64.getEncoder().encode(signature.sign());
    Files.write(folder.resolve("m.jar.sig"), text);
    Files.write(folder.resolve("n.jar.sig"), text);
    Forge.put(folder, "m.jar", jar);
    byte[] flipped = jar.clone();
    flipped[flipped.length / 2] ^= 1;
    Forge.put(folder, "n.jar", flipped);
    Trust trust = new Trust(false, Set.of(), List.of(new Publisher("acme", keys.getPublic())));

    try (PluginHost host = Stage.host(folder, trust)) {
      assertThat(Stage.report(host, "m.jar").publisher()).contains("acme");
      PluginReport report = Stage.report(host, "n.jar");
      assertThat(report.state()).isEqualTo(PluginReport.State.REFUSED);
      assertThat(report.reason().get()).containsAnyOf("not over these bytes", "not a jar");
    }
  }

  @Test
  void onlyWhatIsSignedOrListedRunsWhenThatIsRequired() {
    byte[] listed = Forge.good("listed").bytes();
    Forge.put(folder, "listed.jar", listed);
    Forge.good("other").into(folder);
    Set<String> allowed = Set.of(PluginJar.sha256(listed));
    for (Trust trust :
        List.of(new Trust(true, allowed, List.of()), new Trust(false, allowed, List.of()))) {
      try (PluginHost host = Stage.host(folder, trust)) {
        assertThat(host.find("listed")).isPresent();
        assertThat(Stage.report(host, "listed.jar").allowed()).isTrue();
        assertThat(host.find("other")).isEmpty();
        assertThat(Stage.report(host, "other.jar").reason().get())
            .contains(trust.required() ? "require-signature" : "galley.plugins.allow");
      }
    }
  }
}
