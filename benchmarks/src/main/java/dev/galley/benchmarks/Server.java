package dev.galley.benchmarks;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.rest.security.LocalKey;
import dev.galley.rest.security.LocalTokens;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A Galley in a process of its own, which can be killed. */
final class Server implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String HEAP = "1g";

  private final Path dataDirectory;
  private final int port;
  private final Map<String, String> environment;
  private final String heap;
  private Process process;

  private Server(Path dataDirectory, int port, Map<String, String> environment, String heap)
      throws IOException {
    this.dataDirectory = dataDirectory;
    this.port = port;
    this.environment = environment;
    this.heap = heap;
    this.process = launch();
  }

  /** Starts a server on a data directory, and waits until it is ready. */
  static Server start(Path dataDirectory) throws IOException, InterruptedException {
    return start(dataDirectory, Map.of());
  }

  /** Starts a server with settings, and waits until it is ready. */
  static Server start(Path dataDirectory, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(dataDirectory, environment, HEAP);
  }

  /**
   * Starts a server whose heap has a bound.
   *
   * @param heap as {@code -Xmx} takes it
   */
  static Server start(Path dataDirectory, Map<String, String> environment, String heap)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.createDirectories(dataDirectory);
    Server server = new Server(dataDirectory, port, environment, heap);
    server.awaitReady();
    return server;
  }

  /**
   * Starts servers that share a store, each with a directory of its own, and with one key, so that
   * one token is good for all.
   */
  static List<Server> startSeveral(Path data, int servers, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path first = data.resolve("galley-0");
    LocalKey.loadOrCreate(first);
    List<Server> all = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      Path own = data.resolve("galley-" + i);
      if (i > 0) {
        LocalKey.loadOrCreate(own);
        Files.copy(LocalKey.file(first), LocalKey.file(own), StandardCopyOption.REPLACE_EXISTING);
      }
      try {
        all.add(start(own, settings));
      } catch (IOException | InterruptedException | RuntimeException e) {
        all.forEach(Server::close);
        throw e;
      }
    }
    return all;
  }

  /** Brings in assistants of a file as those of the team {@code bench}. */
  void importAgents(Path file) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            galley(
                "import", file.toString(), "--owner", "bench", "--owner-type", "team", "--shared"));
    builder.environment().put("GALLEY_URL", url().toString());
    builder.environment().put("GALLEY_TOKEN", token("importer"));
    int status = builder.inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("the import of " + file + " ended with " + status);
    }
  }

  /** Runs a command to its end; its exit status. */
  static int command(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(galley(arguments));
    builder.environment().putAll(environment);
    return builder.inheritIO().start().waitFor();
  }

  private static List<String> galley(String... arguments) {
    return galleyWith(HEAP, arguments);
  }

  private static List<String> galleyWith(String heap, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("galley.jar", System.getProperty("java.class.path")));
    command.add("dev.galley.bootstrap.command.GalleyCommand");
    command.addAll(List.of(arguments));
    return command;
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            galleyWith(
                heap,
                "serve",
                "--port",
                Integer.toString(port),
                "--data-dir",
                dataDirectory.toString()));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(
            dataDirectory.resolve("server-" + port + ".log").toFile()));
    return builder.start();
  }

  /** {@code kill -9}: nothing of the process runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Lets it stand still, as a machine does that is short of everything, or moves. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** Starts it again on the same data and port. */
  void restart() throws IOException, InterruptedException {
    process = launch();
    awaitReady();
  }

  private void awaitReady() throws InterruptedException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "the server ended with " + process.exitValue() + "; see its log in its data");
      }
      if (ready()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("the server was not ready within " + START_LIMIT);
  }

  private boolean ready() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(url().resolve("/health/readiness"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the server has printed so far. */
  Path log() {
    return dataDirectory.resolve("server-" + port + ".log");
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A token for a writer of the team {@code bench} who may create. */
  String token(String user) {
    Caller caller =
        new Caller(
            new TenantId("default"),
            user,
            Map.of("bench", TeamRole.WRITER),
            Set.of(Caller.AI_SEAT),
            Set.of(Caller.CREATE_ASSISTANTS, Agent.CREATE),
            Set.of());
    return new LocalTokens(LocalKey.loadOrCreate(dataDirectory), Clock.systemUTC())
        .mint(caller, Duration.ofDays(1));
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends it in peace; a second call does nothing. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
