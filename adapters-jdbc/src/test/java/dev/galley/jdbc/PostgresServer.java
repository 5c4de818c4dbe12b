package dev.galley.jdbc;

import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL for tests, one of each sort per JVM. It never vacuums by itself: statistics that
 * change halfway change plans, which tests look at.
 */
record PostgresServer(String sort, String url, String user, String password) {
  /** Enough for the pools of all stores that are open at once. */
  private static final String MAX_CONNECTIONS = "200";

  private static Optional<PostgresServer> embedded = Optional.empty();
  private static Optional<PostgresServer> container = Optional.empty();

  /** The one that Galley brings along. */
  static synchronized PostgresServer embedded() {
    if (embedded.isEmpty()) {
      EmbeddedPostgres server =
          EmbeddedPostgres.start(
              EmbeddedPostgresSettings.in(DataFolder.create())
                  .withServerParameter("autovacuum", "off")
                  .withServerParameter("max_connections", MAX_CONNECTIONS));
      embedded =
          Optional.of(
              started(
                  "embedded", server.jdbcUrl(), server.user(), server.password(), server::close));
    }
    return embedded.get();
  }

  /** Whether there is a Docker to run one in. */
  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** The official image, in Docker. */
  static synchronized PostgresServer inDocker() {
    if (container.isEmpty()) {
      PostgreSQLContainer server =
          new PostgreSQLContainer(DockerImageName.parse("postgres:18-alpine"))
              .withCommand(
                  "postgres", "-c", "autovacuum=off", "-c", "max_connections=" + MAX_CONNECTIONS);
      server.start();
      container =
          Optional.of(
              started(
                  "in Docker",
                  server.getJdbcUrl(),
                  server.getUsername(),
                  server.getPassword(),
                  server::stop));
    }
    return container.get();
  }

  private static PostgresServer started(
      String sort, String url, String user, String password, Runnable stop) {
    PostgresServer server = new PostgresServer(sort, url, user, password);
    Runtime.getRuntime().addShutdownHook(new Thread(stop));
    return server;
  }

  /** Says which one it was that the contracts ran on. */
  void announce() {
    System.out.println("The contracts of stores ran on " + version() + ", " + sort + ".");
  }

  private String version() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT 'PostgreSQL ' || current_setting('server_version')")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** Settings for a new, empty database; more patient than those of production. */
  PostgresSettings freshDatabase() {
    String name = "test_" + Long.toUnsignedString(System.nanoTime(), 36);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PostgresSettings usual =
        PostgresSettings.of(url.replaceFirst("(//[^/]+/)[^?]*", "$1" + name), user, password);
    return new PostgresSettings(
        usual.url(),
        user,
        password,
        usual.poolSize(),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        usual.snapshotGrace());
  }

  /** A folder that the server's own user may reach. */
  private static final class DataFolder {
    static Path create() {
      try {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        return Files.createTempDirectory(target, "postgres-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
