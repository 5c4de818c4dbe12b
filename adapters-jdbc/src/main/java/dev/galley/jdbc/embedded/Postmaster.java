package dev.galley.jdbc.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of PostgreSQL as a child process, from its start to its end. */
final class Postmaster {

  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final int LINES_KEPT = 40;
  private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(5);

  /** How the wait for a new server ended. */
  enum Readiness {
    READY,
    ENDED,
    LATE
  }

  private final Cluster cluster;
  private final Process process;
  private final Thread reader;
  private final Deque<String> lastLines = new ArrayDeque<>();

  private Postmaster(Cluster cluster, Process process, ServerLog log) {
    this.cluster = cluster;
    this.process = process;
    this.reader =
        Thread.ofPlatform().daemon().name("galley-postgres-log").unstarted(() -> readInto(log));
  }

  /** Starts PostgreSQL; it is not ready to be used yet. */
  static Postmaster launch(
      Cluster cluster,
      PostgresBinaries binaries,
      Launcher launcher,
      int port,
      Map<String, String> serverParameters,
      ServerLog log) {
    List<String> arguments = new ArrayList<>(List.of("-D", cluster.directory().toString()));
    // On the command line, where neither postgresql.conf nor ALTER SYSTEM can override them.
    for (String parameter : parameters(port)) {
      arguments.addAll(List.of("-c", parameter));
    }
    serverParameters.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    try {
      Process process =
          launcher
              .command(cluster.dataDirectory(), binaries.postgres(), arguments)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .start();
      Postmaster postmaster = new Postmaster(cluster, process, log);
      postmaster.reader.start();
      return postmaster;
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "PostgreSQL can't be started: " + e.getMessage() + ".", e);
    }
  }

  private static List<String> parameters(int port) {
    return List.of(
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "listen_addresses=127.0.0.1",
        "port=" + port,
        "unix_socket_directories=",
        "max_connections=64",
        "shared_buffers=128MB",
        // No standby will ever read this log.
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_wal_size=1GB",
        "checkpoint_timeout=5min",
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "logging_collector=off",
        "log_destination=stderr",
        "log_checkpoints=off",
        "log_line_prefix=%m [%p] ");
  }

  /** Waits until the server accepts connections. */
  Readiness awaitReady(Deadline deadline) throws InterruptedException {
    while (true) {
      Optional<PostmasterFile> file = PostmasterFile.read(cluster.directory());
      if (file.filter(PostmasterFile::ready).filter(this::isOurs).isPresent()) {
        return Readiness.READY;
      }
      if (process.waitFor(Duration.ofMillis(10))) {
        reader.join(Duration.ofSeconds(1));
        return Readiness.ENDED;
      }
      if (deadline.hasPassed()) {
        return Readiness.LATE;
      }
    }
  }

  /** The file can still be that of an earlier run, which ended without removing it. */
  private boolean isOurs(PostmasterFile file) {
    return file.pid() == process.pid()
        || process.descendants().anyMatch(descendant -> descendant.pid() == file.pid());
  }

  /** Waits for the end of the process and returns its exit code. */
  int awaitEnd() throws InterruptedException {
    int exitCode = process.waitFor();
    reader.join(Duration.ofSeconds(1));
    return exitCode;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether one of the last lines that it logged contains a text. */
  boolean said(String text) {
    synchronized (lastLines) {
      return lastLines.stream().anyMatch(line -> line.contains(text));
    }
  }

  /** The last lines that it logged. */
  String lastWords() {
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }

  /**
   * Ends the server: by a fast shutdown, and when that takes longer than the limit by an immediate
   * one, and then by force. Returns when its last back end is gone; an interrupt shortens the
   * waiting, not the means.
   */
  void stop(Duration limit) {
    ClusterProcesses processes = new ClusterProcesses(cluster.directory());
    boolean interrupted = Thread.interrupted();
    try {
      if (process.isAlive()) {
        interrupted |= signalAndWait(Signal.INT, limit);
      }
      if (process.isAlive()) {
        LOG.warn("PostgreSQL did not stop within {}; sending SIGQUIT", limit);
        interrupted |= signalAndWait(Signal.QUIT, IMMEDIATE_SHUTDOWN);
      }
      if (process.isAlive() || !processes.pids().isEmpty()) {
        LOG.warn("PostgreSQL has not ended; sending SIGKILL");
        processes.killAll();
        process.destroyForcibly();
        interrupted |= signalAndWait(Signal.KILL, IMMEDIATE_SHUTDOWN);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether the waiting was interrupted. */
  private boolean signalAndWait(Signal signal, Duration limit) {
    signal.sendTo(serverPid());
    try {
      Deadline deadline = Deadline.in(limit);
      if (process.waitFor(deadline.left())) {
        new ClusterProcesses(cluster.directory()).awaitNone(deadline);
        reader.join(Duration.ofSeconds(1));
      }
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  /** Some launchers stay as the server's parent and pass no signal on. */
  private long serverPid() {
    return PostmasterFile.read(cluster.directory())
        .filter(this::isOurs)
        .map(PostmasterFile::pid)
        .orElse(process.pid());
  }

  private void readInto(ServerLog log) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (lastLines) {
          if (lastLines.size() == LINES_KEPT) {
            lastLines.removeFirst();
          }
          lastLines.addLast(line);
        }
        log.append(line);
      }
    } catch (IOException e) {
      LOG.debug("PostgreSQL's log ended", e);
    }
  }
}
