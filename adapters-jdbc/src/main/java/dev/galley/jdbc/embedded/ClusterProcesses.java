package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL processes, of whatever parent, that work in one cluster directory. */
final class ClusterProcesses {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterProcesses.class);
  private static final Duration LAST_BACKENDS = Duration.ofSeconds(2);
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(20);
  private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(5);
  private static final Path PROC = Path.of("/proc");

  private final Path cluster;

  ClusterProcesses(Path cluster) {
    this.cluster = cluster;
  }

  /**
   * The process ids. On Linux postmaster and back ends, known by the directory that they work in;
   * elsewhere the postmaster only, known by its command line.
   */
  List<Long> pids() {
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      boolean linux = Files.isDirectory(PROC.resolve("self"));
      return processes
          .filter(process -> linux ? worksInCluster(process.pid()) : namesCluster(process))
          .map(ProcessHandle::pid)
          .toList();
    }
  }

  private boolean worksInCluster(long pid) {
    Path process = PROC.resolve(Long.toString(pid));
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster)
          && Files.readString(process.resolve("comm")).startsWith("postgres");
    } catch (IOException _) {
      // It has ended, or belongs to a user whose cluster this can't be.
      return false;
    }
  }

  private boolean namesCluster(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    return info.command().filter(command -> command.endsWith("/postgres")).isPresent()
        && info.arguments()
            .map(arguments -> List.of(arguments).contains(cluster.toString()))
            .orElse(false);
  }

  /**
   * Ends every server process that is left in the cluster: a postmaster by a fast shutdown, back
   * ends without one by waiting for them, both by harder means when that takes too long. Removes a
   * {@code postmaster.pid} that names a process of another kind, which PostgreSQL itself would take
   * for a running server.
   */
  void stopLeftovers(Deadline deadline) throws InterruptedException {
    Optional<PostmasterFile> file = PostmasterFile.read(cluster);
    List<Long> pids = pids();
    if (pids.isEmpty()) {
      file.ifPresent(this::removeIfMisleading);
      return;
    }
    Optional<Long> postmaster = file.map(PostmasterFile::pid).filter(pids::contains);
    if (postmaster.isPresent()) {
      LOG.warn(
          "A PostgreSQL server from an earlier run (process {}) still works in {}; stopping it",
          postmaster.get(),
          cluster);
      Signal.INT.sendTo(postmaster.get());
    } else {
      LOG.warn("Waiting for the last PostgreSQL back ends {} in {} to end", pids, cluster);
    }
    if (awaitNone(deadline.atMost(postmaster.isPresent() ? FAST_SHUTDOWN : LAST_BACKENDS))) {
      return;
    }
    List<Long> asked = postmaster.map(List::of).orElseGet(this::pids);
    LOG.warn("PostgreSQL processes {} in {} have not ended; sending SIGQUIT", asked, cluster);
    asked.forEach(Signal.QUIT::sendTo);
    if (awaitNone(deadline.atMost(IMMEDIATE_SHUTDOWN))) {
      return;
    }
    LOG.warn("PostgreSQL processes {} in {} have not ended; sending SIGKILL", pids(), cluster);
    killAll();
    if (!awaitNone(deadline)) {
      throw new EmbeddedPostgresException(
          "The PostgreSQL processes "
              + pids()
              + " of an earlier run still work in "
              + cluster
              + " and can't be stopped; end them and start again.");
    }
  }

  void killAll() {
    pids().forEach(Signal.KILL::sendTo);
  }

  /** Waits until no process is left in the cluster; false when the deadline comes first. */
  boolean awaitNone(Deadline deadline) throws InterruptedException {
    while (!pids().isEmpty()) {
      if (deadline.hasPassed()) {
        return false;
      }
      Thread.sleep(50);
    }
    return true;
  }

  private void removeIfMisleading(PostmasterFile file) {
    if (ProcessHandle.of(file.pid()).isEmpty()) {
      return;
    }
    LOG.warn(
        "Process {} named by {} is no PostgreSQL of this directory; removing the file",
        file.pid(),
        PostmasterFile.in(cluster));
    try {
      Files.deleteIfExists(PostmasterFile.in(cluster));
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          PostmasterFile.in(cluster) + " can't be removed: " + e.getMessage() + ".", e);
    }
  }
}
