package dev.galley.bootstrap.command;

import dev.galley.domain.content.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code galley demo kafka}: a broker, a server and the example consumer on this machine, and an
 * author who commits now and then.
 */
@Command(
    name = "kafka",
    description = {
      "Start a Kafka broker, a server that publishes to it, and the example consumer,",
      "which keeps a copy of all live assistants in a folder; print what is committed",
      "as it arrives there. Ctrl-C ends all of them.",
      ""
    },
    sortOptions = false,
    optionListHeading = "Options:%n")
final class DemoKafkaCommand implements Callable<Integer> {
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(2);
  private static final Duration BROKER_STARTS_WITHIN = Duration.ofSeconds(90);
  private static final String READY = "ready ";

  private final Surroundings surroundings;
  private final List<Process> children = new ArrayList<>();

  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = "--data-dir",
      paramLabel = "<folder>",
      description = "Where broker, server and copy are. Default: ./galley-demo.")
  String folder = "galley-demo";

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description =
          "Where the server listens; 0 takes a free one. Default: GALLEY_PORT, else 8080.")
  @Nullable String port;

  @Option(
      names = "--commits",
      paramLabel = "<n>",
      description =
          "How many commits the demonstration makes itself, one in 2 seconds. Default: 5.")
  int commits = 5;

  @Option(
      names = "--exit",
      description = "Stop when those have arrived, instead of waiting for Ctrl-C.")
  boolean exit;

  DemoKafkaCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Path home = home();
    Path data = Path.of(folder).toAbsolutePath().normalize();
    int brokerPort = freePort();
    String broker = "127.0.0.1:" + brokerPort;
    ServeSettings settings = settings(data.resolve("galley"), broker);
    requireFree(settings);
    Files.createDirectories(data);
    CountDownLatch ended = new CountDownLatch(1);
    @Nullable RunningServer server = null;
    try {
      startBroker(home, data.resolve("kafka"), brokerPort);
      print("Starting a server...");
      server = RunningServer.start(settings, surroundings.clock().instant());
      RunningServer started = server;
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("galley-shutdown")
                  .unstarted(() -> {
                    started.close();
                    stopChildren();
                    ended.countDown();
                  }));
      Path copy = data.resolve("copy");
      consumer(home, broker, copy);
      print("");
      print("  Server    " + server.url() + "   (docs: " + server.url() + "/docs)");
      print("  Broker    " + broker + "   topics: galley.draft-committed, galley.lifecycle");
      print("  Copy      " + copy + "   one file for each live assistant");
      print("");
      commit(server, data.resolve("galley"));
      if (exit) {
        Thread.sleep(BETWEEN_COMMITS);
        return 0;
      }
      print("");
      print("Commit more with the walk of the README:");
      print(
          "  TOKEN=$(./galley token --data-dir "
              + data.resolve("galley")
              + " --user alice --team team:writer --permission assistants:create)");
      ended.await();
      return 0;
    } finally {
      if (server != null) {
        server.close();
      }
      stopChildren();
    }
  }

  private void print(String line) {
    surroundings.out().println(line);
    surroundings.out().flush();
  }

  /** The folder of the sources, in which the broker and the example are built. */
  private static Path home() {
    String home = System.getProperty("galley.home", "");
    Path folder = Path.of(home);
    if (home.isEmpty() || !Files.isDirectory(folder.resolve("adapters-kafka"))) {
      throw CommandFailure.failed(
          "The demonstration needs Galley's sources; run ./galley demo kafka in a clone.");
    }
    return folder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Before anything is started that would have to be stopped again. */
  private static void requireFree(ServeSettings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (IOException e) {
      throw StartFailure.explain(settings, e);
    }
  }

  private void startBroker(Path home, Path data, int port)
      throws IOException, InterruptedException {
    List<String> command =
        java(home.resolve("adapters-kafka/local-broker"), "dev.galley.localbroker.Main");
    command.addAll(
        List.of("--port", Integer.toString(port), "--data", data.toString(), "--with-parent"));
    print("Starting a Kafka broker...");
    Process broker =
        child(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
    CountDownLatch ready = new CountDownLatch(1);
    Thread.ofVirtual().name("broker-output").start(() -> drain(broker, ready));
    if (!ready.await(BROKER_STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS) || !broker.isAlive()) {
      throw CommandFailure.failed("The broker did not start; what it says is in " + data + '.');
    }
  }

  private static void drain(Process broker, CountDownLatch ready) {
    try (BufferedReader lines = broker.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ready.countDown();
    }
  }

  private ServeSettings settings(Path data, String broker) {
    return ServeSettings.of(
        new ServeSettings.Options(
            Optional.empty(),
            Optional.ofNullable(port),
            Optional.of(ServeSettings.POSTGRES),
            Optional.empty(),
            Optional.empty(),
            Optional.of(broker)),
        data,
        surroundings);
  }

  private void consumer(Path home, String broker, Path copy) throws IOException {
    List<String> command =
        java(home.resolve("adapters-kafka/example-consumer"), "dev.galley.example.ExampleConsumer");
    command.addAll(List.of("--bootstrap", broker, "--folder", copy.toString()));
    child(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  private static List<String> java(Path module, String main) {
    Path target = module.resolve("target");
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw CommandFailure.failed(
          target.resolve("lib") + " is missing; run ./galley demo kafka, which builds it.");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            target.resolve("classes") + java.io.File.pathSeparator + target.resolve("lib/*"),
            main));
    return command;
  }

  private synchronized Process child(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    children.add(process);
    return process;
  }

  private synchronized void stopChildren() {
    // The consumer first, so that it says nothing about a broker that is gone.
    for (Process process : children.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    children.clear();
  }

  /** What an author does, a few times. */
  private void commit(RunningServer server, Path data) throws IOException, InterruptedException {
    String token =
        LocalUser.of(surroundings).token(data, surroundings.clock(), Duration.ofHours(1));
    try (GalleyClient client = new GalleyClient(server.url(), token, Duration.ofSeconds(30))) {
      JsonObject begin =
          JsonObject.builder()
              .put("name", "Demo assistant")
              .put("instructions", "You are an assistant that is edited every now and then.")
              .build();
      String id = done(client.post("/api/assistants", Optional.of(begin), Optional.empty()));
      for (int i = 1; i <= commits; i++) {
        Thread.sleep(BETWEEN_COMMITS);
        String draft =
            done(
                client.post(
                    "/api/assistants/" + id + "/_edit", Optional.empty(), Optional.empty()));
        JsonObject edit = JsonObject.builder().put("instructions", "Edit " + i + ".").build();
        done(client.put("/api/assistants/" + draft, edit, Optional.empty()));
        JsonObject comment = JsonObject.builder().put("comment", "Edit " + i).build();
        done(
            client.post(
                "/api/assistants/" + id + "/draft/_commit",
                Optional.of(comment),
                Optional.empty()));
      }
    }
  }

  private static String done(GalleyClient.Answer answer) {
    if (answer.status() >= 300) {
      throw CommandFailure.failed("The server refused a step: " + answer.reason());
    }
    return answer.object().text("id").orElseThrow();
  }
}
