package dev.galley.benchmarks;

import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What a plugin that hangs costs everybody else. Quiet rounds and rounds with somebody who goes on
 * asking the plugin alternate on one server, so that both meet the same machine.
 */
final class PluginsBenchmark {
  private static final int RATE = 200;
  private static final int ASKERS = 4;
  private static final double MOST = 1.10;
  private static final String SOURCE =
      """
      package bench;
      import dev.galley.skill.api.*;
      import java.util.*;
      public class Hanging implements SkillTemplate {
        public SkillDescriptor descriptor() {
          return SkillDescriptor.of("hanging", "Hanging", "Never answers");
        }
        public List<ConfigProblem> validate(SkillConfig config) {
          try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { }
          return List.of();
        }
        public ToolDefinition toolDefinition(ConfiguredSkill skill) {
          return ToolDefinition.of(skill.functionName(), "d");
        }
      }
      """;

  private PluginsBenchmark() {}

  static boolean run(Path data, int rounds, int seconds) throws Exception {
    Path plugins = Files.createDirectories(data.resolve("plugins"));
    jar(data, plugins.resolve("hanging.jar"));
    try (Server server =
            Server.start(
                data.resolve("galley"),
                Map.of(
                    "GALLEY_PLUGINS_DIR",
                    plugins.toString(),
                    // Asked again and again: the breaker is not to hide what hanging costs.
                    "GALLEY_PLUGINS_PAUSE",
                    "1s"));
        Client author = new Client(server.url(), server.token("author"));
        ExecutorService threads = Executors.newFixedThreadPool(32)) {
      String id = Work.create(author, "Beside a plugin that hangs");
      String draft = author.post(Work.path(id) + "/_edit").expect(201).text("id");
      round(server, id, draft, seconds, threads);
      List<Double> quiet = new ArrayList<>();
      List<Double> beside = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        Latencies alone = round(server, id, draft, seconds, threads);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong asked = new AtomicLong();
        List<Future<?>> askers = new ArrayList<>();
        for (int n = 0; n < ASKERS; n++) {
          askers.add(threads.submit(() -> ask(server, draft, ended, asked)));
        }
        Latencies together = round(server, id, draft, seconds, threads);
        ended.set(true);
        for (Future<?> asker : askers) {
          asker.get();
        }
        System.out.println("quiet:  " + alone.summary());
        System.out.println("beside: " + together.summary() + ", asked " + asked);
        quiet.add(alone.p(99));
        beside.add(together.p(99));
      }
      double ratio = median(beside) / median(quiet);
      boolean good = ratio <= MOST;
      System.out.printf(
          "%s p99 beside a plugin that hangs is %.2f of that without (median of %d rounds)%n",
          good ? "ok  " : "BAD ", ratio, rounds);
      return good;
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static Void ask(Server server, String draft, AtomicBoolean ended, AtomicLong asked)
      throws Exception {
    JsonObject skill = JsonObject.builder().put("type", "hanging").build();
    try (Client client = new Client(server.url(), server.token("author"))) {
      while (!ended.get()) {
        client.post(Work.path(draft) + "/skills", skill).expect(503);
        asked.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return null;
  }

  /** Reads, with every tenth request a check of the draft by the gates, at a steady rate. */
  private static Latencies round(
      Server server, String id, String draft, int seconds, ExecutorService threads)
      throws Exception {
    Latencies latencies = new Latencies();
    List<Future<?>> all = new ArrayList<>();
    try (Client client = new Client(server.url(), server.token("author"))) {
      long began = System.nanoTime();
      for (int i = 0; i < RATE * seconds; i++) {
        long due = began + i * 1_000_000_000L / RATE;
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        boolean checks = i % 10 == 0;
        all.add(
            threads.submit(() -> {
              if (checks) {
                client.post(Work.path(draft) + "/draft/_check").expect(200);
              } else {
                client.get(Work.path(id)).expect(200);
              }
              latencies.record(System.nanoTime() - due);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return latencies;
  }

  private static void jar(Path data, Path jar) throws IOException {
    Path source = Files.createDirectories(data.resolve("source/bench")).resolve("Hanging.java");
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectories(data.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          Arrays.asList(
              "-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
      if (!compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjects(source))
          .call()) {
        throw new IllegalStateException("the plugin does not compile");
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Plugin-Id", "hanging");
    manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
    try (OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      out.putNextEntry(new JarEntry("META-INF/extensions.idx"));
      out.write("bench.Hanging".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.putNextEntry(new JarEntry("bench/Hanging.class"));
      Files.copy(classes.resolve("bench/Hanging.class"), out);
    }
  }
}
