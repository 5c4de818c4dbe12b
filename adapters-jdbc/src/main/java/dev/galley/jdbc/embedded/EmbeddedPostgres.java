package dev.galley.jdbc.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of Galley's own: a child process with its data in Galley's data directory. It
 * answers on the loopback address only, under one address for as long as this object lives: when
 * the process dies it is started again on the same port, as often as needed. An acknowledged commit
 * is on disk, which is checked at every start.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "galley";
  private static final long LOG_BOUND = 10L << 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration STABLE_AFTER = Duration.ofSeconds(30);
  private static final Duration SUPERVISOR_LIMIT = Duration.ofSeconds(30);
  private static final Duration LEFTOVERS_LIMIT = Duration.ofSeconds(60);

  /** What can be said of the server. */
  public enum State {
    /** It accepts connections. */
    UP,
    /** It has died and is being started again. */
    DOWN,
    /** It was stopped by {@link EmbeddedPostgres#close} and stays so. */
    STOPPED
  }

  private final EmbeddedPostgresSettings settings;
  private final Cluster cluster;
  private final PostgresBinaries binaries;
  private final Launcher launcher;
  private final ServerLog log;
  private final DataDirectoryLock lock;
  private final String password;
  private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
  private final Object childGuard = new Object();
  private final Object stateGuard = new Object();
  private final Thread supervisor;

  /** The latest run of the server; written under the guard. */
  private @Nullable Postmaster child;

  /** Once true no new run begins; written under the guard. */
  private boolean closing;

  private volatile State state = State.DOWN;
  private volatile int port;
  private Duration pause = FIRST_PAUSE;

  private EmbeddedPostgres(
      EmbeddedPostgresSettings settings,
      Cluster cluster,
      PostgresBinaries binaries,
      Launcher launcher,
      ServerLog log,
      DataDirectoryLock lock) {
    this.settings = settings;
    this.cluster = cluster;
    this.binaries = binaries;
    this.launcher = launcher;
    this.log = log;
    this.lock = lock;
    this.password = cluster.password();
    this.supervisor =
        Thread.ofPlatform()
            .daemon()
            .name("galley-postgres-supervisor")
            .unstarted(this::superviseUntilClosed);
  }

  /**
   * Starts the server and returns when it accepts connections. Creates what is missing: the data
   * directory, the cluster, the database. Stops a server that an earlier run left behind in the
   * same directory.
   *
   * @throws DurabilityException when a setting of the server would let it lose commits
   * @throws EmbeddedPostgresException when the directory is in use by another Galley or belongs to
   *     another major version, when PostgreSQL can't run here, or when the time limit has passed
   */
  public static EmbeddedPostgres start(EmbeddedPostgresSettings settings) {
    return start(settings, List.of(Launcher.Way.values()));
  }

  /** Starts the server with fewer ways for root to give up its rights. */
  static EmbeddedPostgres start(EmbeddedPostgresSettings settings, List<Launcher.Way> ways) {
    Deadline deadline = Deadline.in(settings.startTimeLimit());
    Path directory;
    try {
      directory = PosixFiles.createPrivateDirectories(settings.dataDirectory()).toRealPath();
    } catch (IOException | UnsupportedOperationException e) {
      throw new EmbeddedPostgresException(
          "The data directory "
              + settings.dataDirectory()
              + " can't be created: "
              + e.getMessage()
              + ".",
          e);
    }
    DataDirectoryLock lock = DataDirectoryLock.acquire(directory);
    @Nullable EmbeddedPostgres server = null;
    boolean started = false;
    try {
      server = prepare(settings, new Cluster(directory), lock, ways, deadline);
      server.startFirst(deadline);
      started = true;
      return server;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("The start of PostgreSQL was interrupted.", e);
    } finally {
      if (!started) {
        if (server != null) {
          server.close();
        } else {
          lock.close();
        }
      }
    }
  }

  private static EmbeddedPostgres prepare(
      EmbeddedPostgresSettings settings,
      Cluster cluster,
      DataDirectoryLock lock,
      List<Launcher.Way> ways,
      Deadline deadline)
      throws InterruptedException {
    cluster.refuseOtherMajorVersion();
    cluster.removeUnfinished();
    PostgresBinaries binaries = PostgresBinaries.unpackedIn(cluster.dataDirectory());
    // Before the files may change their owner.
    new ClusterProcesses(cluster.directory()).stopLeftovers(deadline);
    Launcher launcher = Launcher.find(binaries, cluster.dataDirectory(), cluster.owner(), ways);
    cluster.ensureCreated(binaries, launcher, deadline);
    ServerLog log = new ServerLog(cluster.logFile(), LOG_BOUND, settings.logConsumer());
    return new EmbeddedPostgres(settings, cluster, binaries, launcher, log, lock);
  }

  private void startFirst(Deadline deadline) throws InterruptedException {
    OptionalInt wanted = cluster.formerPort();
    while (true) {
      port = Ports.choose(wanted);
      Postmaster run = launch();
      Postmaster.Readiness readiness = run.awaitReady(deadline);
      if (readiness == Postmaster.Readiness.READY) {
        break;
      }
      if (readiness == Postmaster.Readiness.LATE || deadline.hasPassed()) {
        throw new EmbeddedPostgresException(
            "PostgreSQL was not ready within "
                + settings.startTimeLimit()
                + "; its log is "
                + cluster.logFile()
                + ".");
      }
      if (run.said("could not create any TCP/IP sockets")) {
        // Somebody else was quicker to take the port.
        wanted = OptionalInt.empty();
      } else if (isOccupied(run)) {
        Thread.sleep(200);
        new ClusterProcesses(cluster.directory()).stopLeftovers(deadline);
      } else {
        throw new EmbeddedPostgresException(
            "PostgreSQL ended at its start; the last lines of its log "
                + cluster.logFile()
                + " are:\n"
                + run.lastWords());
      }
    }
    try {
      createDatabaseOnceDurable();
      verifyDurability();
    } catch (SQLException e) {
      if ("28P01".equals(e.getSQLState())) {
        throw new EmbeddedPostgresException(
            "The password in "
                + cluster.passwordFile()
                + " is not the one of the cluster "
                + cluster.directory()
                + "; put the file back that belongs to it.",
            e);
      }
      throw new EmbeddedPostgresException(
          "PostgreSQL does not answer after its start: " + e.getMessage(), e);
    }
    cluster.rememberPort(port);
    binaries.deleteOthers();
    become(State.UP);
    LOG.info("PostgreSQL is up on 127.0.0.1:{} with its data in {}", port, cluster.directory());
    supervisor.start();
  }

  /** While back ends of an earlier postmaster live, PostgreSQL refuses with one of these. */
  private static boolean isOccupied(Postmaster run) {
    return run.said("pre-existing shared memory block")
        || run.said("lock file \"postmaster.pid\" already exists");
  }

  private Postmaster launch() throws InterruptedException {
    synchronized (childGuard) {
      if (closing) {
        throw new InterruptedException("closing");
      }
      Postmaster run =
          Postmaster.launch(cluster, binaries, launcher, port, settings.serverParameters(), log);
      child = run;
      return run;
    }
  }

  private void superviseUntilClosed() {
    try {
      while (true) {
        long upSince = System.nanoTime();
        @Nullable Postmaster run = currentRun();
        if (run == null) {
          return;
        }
        int exitCode = run.awaitEnd();
        if (isClosing()) {
          return;
        }
        become(State.DOWN);
        LOG.error(
            "PostgreSQL ended by itself with exit code {}; starting it again. Its last words:\n{}",
            exitCode,
            run.lastWords());
        if (System.nanoTime() - upSince > STABLE_AFTER.toNanos()) {
          pause = FIRST_PAUSE;
        }
        restart();
      }
    } catch (InterruptedException _) {
      LOG.debug("The supervision of PostgreSQL ends");
    }
  }

  /** Tries until the server is up again: nothing else in Galley could do better than that. */
  private void restart() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      @Nullable Postmaster run = null;
      try {
        new ClusterProcesses(cluster.directory()).stopLeftovers(Deadline.in(LEFTOVERS_LIMIT));
        run = launch();
        // Without a limit: whoever stops a server in recovery makes it begin again.
        if (run.awaitReady(Deadline.never()) == Postmaster.Readiness.READY) {
          verifyDurability();
          LOG.info("PostgreSQL is up again on 127.0.0.1:{}, attempt {}", port, attempt);
          become(State.UP);
          return;
        }
        LOG.error(
            "PostgreSQL did not start, attempt {}. Its last words:\n{}", attempt, run.lastWords());
      } catch (SQLException | RuntimeException e) {
        LOG.error("PostgreSQL did not start, attempt {}", attempt, e);
        if (run != null) {
          run.stop(settings.stopTimeLimit());
        }
      }
      Thread.sleep(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private void createDatabaseOnceDurable() throws SQLException {
    // Checked here too: nothing may be written before.
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      DurabilityCheck.verify(connection);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT 1 FROM pg_catalog.pg_database WHERE datname = '" + DATABASE + "'")) {
        if (rows.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  private void verifyDurability() throws SQLException {
    try (Connection connection = connect(DATABASE)) {
      DurabilityCheck.verify(connection);
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user());
    properties.setProperty("password", password());
    properties.setProperty("ApplicationName", "galley-supervisor");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    return DriverManager.getConnection(url(database), properties);
  }

  private String url(String database) {
    // Neither encryption is there to be had; asking for it costs a round trip per connection.
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?sslmode=disable&gssEncMode=disable";
  }

  /** The JDBC address of Galley's database, without user and password; it never changes. */
  public String jdbcUrl() {
    return url(DATABASE);
  }

  /** The user to connect as, who owns the database. */
  public String user() {
    return Cluster.SUPERUSER;
  }

  /** The user's password, random for each data directory. */
  public String password() {
    return password;
  }

  /** The TCP port on 127.0.0.1; it never changes while this object lives. */
  public int port() {
    return port;
  }

  /** Whether the server accepts connections, as far as is known. */
  public boolean isUp() {
    return state == State.UP;
  }

  /** The state as of now. */
  public State state() {
    return state;
  }

  /**
   * Has every later change of the state told to a listener, one after the other, by the thread that
   * brings it about. A listener must not block; what it throws is logged.
   */
  public void onStateChange(Consumer<State> listener) {
    listeners.add(listener);
  }

  private void become(State next) {
    synchronized (stateGuard) {
      if (state == next || state == State.STOPPED) {
        return;
      }
      state = next;
      for (Consumer<State> listener : listeners) {
        try {
          listener.accept(next);
        } catch (RuntimeException e) {
          LOG.warn("A listener to PostgreSQL's state failed", e);
        }
      }
    }
  }

  private @Nullable Postmaster currentRun() {
    synchronized (childGuard) {
      return child;
    }
  }

  private boolean isClosing() {
    synchronized (childGuard) {
      return closing;
    }
  }

  /**
   * Stops the server by a fast shutdown, harder when that takes longer than the stop time limit,
   * and gives the data directory free. A second call does nothing.
   */
  @Override
  public void close() {
    synchronized (childGuard) {
      if (closing) {
        return;
      }
      closing = true;
    }
    supervisor.interrupt();
    become(State.STOPPED);
    try {
      @Nullable Postmaster run = currentRun();
      if (run != null) {
        run.stop(settings.stopTimeLimit());
      }
      awaitSupervisor();
    } finally {
      log.close();
      lock.close();
    }
  }

  /** Once the directory is free the supervisor must not touch it any more. */
  private void awaitSupervisor() {
    if (Thread.currentThread().equals(supervisor) || !supervisor.isAlive()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!supervisor.join(SUPERVISOR_LIMIT)) {
        LOG.warn("The supervision of PostgreSQL has not ended within {}", SUPERVISOR_LIMIT);
      }
    } catch (InterruptedException _) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
