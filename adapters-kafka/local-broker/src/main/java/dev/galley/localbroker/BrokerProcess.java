package dev.galley.localbroker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A broker in a process of its own, which can be killed and frozen and comes back on the same port
 * with the same records. It ends with this process, however that ends.
 */
public final class BrokerProcess implements Broker {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int LOG_BYTES = 1 << 20;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final Path data;
  private final int port;
  private final String classPath;
  private Optional<Login> login = Optional.empty();
  private Optional<Process> process = Optional.empty();

  private BrokerProcess(Path data, int port, String classPath) {
    this.data = data;
    this.port = port;
    this.classPath = classPath;
  }

  /** A broker on a free port, with the class path of this process. It does not run yet. */
  public static BrokerProcess in(Path data) {
    return in(data, Ports.free());
  }

  /** A broker on that port, with the class path of this process. It does not run yet. */
  public static BrokerProcess in(Path data, int port) {
    return new BrokerProcess(data, port, System.getProperty("java.class.path"));
  }

  /**
   * A broker on that port. It does not run yet.
   *
   * @param jar this module's
   * @param lib the folder of what it needs
   */
  public static BrokerProcess in(Path data, int port, Path jar, Path lib) {
    return new BrokerProcess(data, port, jar + File.pathSeparator + lib.resolve("*"));
  }

  /** From its next start on it has that second door. */
  public synchronized BrokerProcess with(Login door) {
    login = Optional.of(door);
    return this;
  }

  /** Starts it, for the first time or again, and waits until clients can reach it. */
  public synchronized BrokerProcess start() {
    if (running()) {
      throw new IllegalStateException("the broker on port " + port + " runs already");
    }
    try {
      Files.createDirectories(data);
      Process started = new ProcessBuilder(command()).redirectErrorStream(true).start();
      process = Optional.of(started);
      RUNNING.removeIf(earlier -> !earlier.isAlive());
      RUNNING.add(started);
      awaitReady(started);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=dev/galley/localbroker/logback.xml",
            "-cp",
            classPath,
            Main.class.getName(),
            "--port",
            Integer.toString(port),
            "--data",
            data.toString(),
            "--with-parent"));
    login.ifPresent(door -> command.addAll(List.of("--login", door.text())));
    return command;
  }

  private void awaitReady(Process started) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread.ofVirtual().name("broker-" + port).start(() -> follow(started, ready));
    try {
      ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker ended: " + lastWords(), e);
    } catch (TimeoutException e) {
      end(started);
      throw new IllegalStateException(
          "the broker was not ready within " + START_LIMIT + ": " + lastWords(), e);
    } catch (InterruptedException e) {
      end(started);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Keeps what the process says, up to a bound, and sees when it is ready. */
  private void follow(Process started, CompletableFuture<Void> ready) {
    int written = 0;
    try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
        Writer log =
            Files.newBufferedWriter(
                log(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Main.READY)) {
          ready.complete(null);
        }
        if (written < LOG_BYTES) {
          log.append(line).append('\n').flush();
          written += line.length() + 1;
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("its output has ended"));
  }

  private Path log() {
    return data.resolve("broker.log");
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(nothing in " + log() + ')';
    }
  }

  /** {@code kill -9}: it gets no chance to tidy up. */
  public synchronized void kill() {
    process.ifPresent(BrokerProcess::end);
  }

  /** Freezes it: connections stay open and nothing answers. */
  public synchronized void pause() {
    signal("STOP");
  }

  /** Goes on after {@link #pause}. */
  public synchronized void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Process current = process.filter(Process::isAlive).orElseThrow();
    try {
      int status =
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + current.pid())
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends it in peace. */
  public synchronized void stop() {
    process.ifPresent(current -> {
      current.destroy();
      try {
        if (!current.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          end(current);
        }
      } catch (InterruptedException e) {
        end(current);
        Thread.currentThread().interrupt();
      }
    });
  }

  /** Erases all records and topics; the next start makes a new cluster on the same port. */
  public synchronized void forgetEverything() {
    if (running()) {
      throw new IllegalStateException("the broker on port " + port + " runs");
    }
    erase(data);
  }

  static void erase(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Whether the process is there, frozen or not. */
  public synchronized boolean running() {
    return process.filter(Process::isAlive).isPresent();
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String sort() {
    return "in a process of its own";
  }

  /** As {@link #kill}: nobody needs its records any more. */
  @Override
  public void close() {
    kill();
  }
}
