package dev.galley.benchmarks;

import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What a plugin that hangs costs everybody else. A round has three parts on one server, in turn in
 * another order, so that all meet the same machine: others alone, others beside somebody who goes
 * on asking a plugin that answers, and others beside the same requests to one that hangs. So the
 * work of asking, which any plugin is, is told apart from the hanging.
 */
final class PluginsBenchmark {
  private static final int RATE = 200;
  private static final int ASK_RATE = 34;
  private static final int MOST_AT_ONCE = 32;
  private static final double MOST = 1.10;
  private static final String SOURCE =
      """
      package bench;
      import dev.galley.skill.api.*;
      import java.util.*;
      public class Asked implements SkillTemplate {
        public SkillDescriptor descriptor() {
          return SkillDescriptor.of("@ID@", "Asked", "Refuses whatever it is asked, @HOW@");
        }
        public List<ConfigProblem> validate(SkillConfig config) {
          @VALIDATE@
          return List.of(ConfigProblem.of("x", "No."));
        }
        public ToolDefinition toolDefinition(ConfiguredSkill skill) {
          return ToolDefinition.of(skill.functionName(), "d");
        }
      }
      """;

  /** Who is asked beside the others. */
  private enum Asked {
    NOBODY(0, ""),
    ANSWERS(400, ""),
    HANGS(
        503,
        "try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { /* Ends. */ }");

    private final int status;
    private final String validate;

    Asked(int status, String validate) {
      this.status = status;
      this.validate = validate;
    }

    String template() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the others saw in one part. */
  private record Part(Latencies others, long asked) {}

  /** The parts of a round. */
  private record Round(Map<Asked, Latencies> others) {

    double p(Asked asked, double percentile) {
      return Objects.requireNonNull(others.get(asked)).p(percentile);
    }
  }

  private final Server server;
  private final String live;
  private final String draft;
  private final int seconds;

  private PluginsBenchmark(Server server, String live, String draft, int seconds) {
    this.server = server;
    this.live = live;
    this.draft = draft;
    this.seconds = seconds;
  }

  static boolean run(Path data, int rounds, int seconds) throws Exception {
    Path plugins = Files.createDirectories(data.resolve("plugins"));
    jar(data, plugins, Asked.ANSWERS);
    jar(data, plugins, Asked.HANGS);
    try (Server server =
            Server.start(
                data.resolve("galley"),
                Map.of(
                    "GALLEY_PLUGINS_DIR",
                    plugins.toString(),
                    // Asked again and again: the breaker is not to hide what hanging costs.
                    "GALLEY_PLUGINS_PAUSE",
                    "1s"));
        Client author = new Client(server.url(), server.token("author"))) {
      String id = Work.create(author, "Beside a plugin that hangs");
      String draft = author.post(Work.path(id) + "/_edit").expect(201).text("id");
      return new PluginsBenchmark(server, id, draft, seconds).run(rounds);
    }
  }

  private boolean run(int rounds) throws Exception {
    for (Asked warm : Asked.values()) {
      part(warm);
    }
    List<Round> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Map<Asked, Latencies> round = new EnumMap<>(Asked.class);
      for (int n = 0; n < Asked.values().length; n++) {
        Asked asked = Asked.values()[(i + n) % Asked.values().length];
        Part part = part(asked);
        System.out.printf(
            "%-8s %s, asked %d times%n", asked.template(), part.others().summary(), part.asked());
        round.put(asked, part.others());
      }
      all.add(new Round(round));
    }
    for (Asked asked : Asked.values()) {
      System.out.printf(
          "%-8s p50 %.2f ms, p99 %.2f ms (medians of %d rounds)%n",
          asked.template(), median(all, asked, 50), median(all, asked, 99), rounds);
    }
    double hanging = ratio(all, Asked.ANSWERS, 99);
    boolean good = hanging <= MOST;
    System.out.printf(
        "%s beside a plugin that hangs, by beside one that answers: p99 %.2f, p50 %.2f; by alone:"
            + " p99 %.2f, p50 %.2f (medians of the rounds' ratios)%n",
        good ? "ok  " : "BAD ",
        hanging,
        ratio(all, Asked.ANSWERS, 50),
        ratio(all, Asked.NOBODY, 99),
        ratio(all, Asked.NOBODY, 50));
    return good;
  }

  private static double median(List<Round> rounds, Asked asked, double p) {
    return median(rounds.stream().map(round -> round.p(asked, p)));
  }

  /** Of each round by itself: what the machine does else is then the same on both sides. */
  private static double ratio(List<Round> rounds, Asked by, double p) {
    return median(rounds.stream().map(round -> round.p(Asked.HANGS, p) / round.p(by, p)));
  }

  private static double median(Stream<Double> values) {
    List<Double> sorted = values.sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private Part part(Asked asked) throws Exception {
    Latencies others = new Latencies();
    try (Client client = new Client(server.url(), server.token("author"));
        Client asker = new Client(server.url(), server.token("author"))) {
      // Each on threads of its own: whoever waits for a plugin holds up no other client.
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        Future<Long> answered =
            threads.submit(() ->
                asked == Asked.NOBODY
                    ? 0L
                    : steadily(ASK_RATE, (number, due) -> ask(asker, asked)));
        Future<Long> done =
            threads.submit(
                () -> steadily(RATE, (number, due) -> other(client, others, number, due)));
        done.get();
        return new Part(others, answered.get());
      }
    }
  }

  /** One request, which was due at a time. */
  @FunctionalInterface
  private interface Request {
    void send(int number, long due) throws Exception;
  }

  /** Sends at a steady rate, whatever becomes of what was sent before. */
  private long steadily(int rate, Request request) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE)) {
      long began = System.nanoTime();
      for (int i = 0; i < rate * seconds; i++) {
        int number = i;
        long due = began + i * 1_000_000_000L / rate;
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        all.add(
            threads.submit(() -> {
              request.send(number, due);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return all.size();
  }

  private void ask(Client client, Asked asked) throws Exception {
    JsonObject skill = JsonObject.builder().put("type", asked.template()).build();
    client.post(Work.path(draft) + "/skills", skill).expect(asked.status);
  }

  /** Reads, with every tenth request a check of the draft by the gates. */
  private void other(Client client, Latencies latencies, int number, long due) throws Exception {
    if (number % 10 == 0) {
      client.post(Work.path(draft) + "/draft/_check").expect(200);
    } else {
      client.get(Work.path(live)).expect(200);
    }
    latencies.record(System.nanoTime() - due);
  }

  private static void jar(Path data, Path plugins, Asked asked) throws IOException {
    String id = asked.template();
    Path source =
        Files.createDirectories(data.resolve("source").resolve(id).resolve("bench"))
            .resolve("Asked.java");
    Files.writeString(
        source,
        SOURCE
            .replace("@ID@", id)
            .replace("@HOW@", asked == Asked.HANGS ? "or never answers" : "at once")
            .replace("@VALIDATE@", asked.validate));
    Path classes = Files.createDirectories(data.resolve("classes").resolve(id));
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
    manifest.getMainAttributes().putValue("Plugin-Id", id);
    manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
    try (OutputStream bytes = Files.newOutputStream(plugins.resolve(id + ".jar"));
        JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      out.putNextEntry(new JarEntry("META-INF/extensions.idx"));
      out.write("bench.Asked".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.putNextEntry(new JarEntry("bench/Asked.class"));
      Files.copy(classes.resolve("bench/Asked.class"), out);
    }
  }
}
