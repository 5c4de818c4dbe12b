package dev.galley.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class EmbeddedPostgresTest {

  @TempDir private Path temporary;

  /** JUnit would do it too, but warns of links that lead out of its directory. */
  @AfterEach
  void removeDataDirectory() throws IOException {
    PosixFiles.deleteTree(temporary.resolve("galley-data"));
  }

  @Test
  void newDataDirectoryGetsADurableDatabase() throws Exception {
    Path data = temporary.resolve("not/there/yet");

    try (EmbeddedPostgres server = EmbeddedPostgres.start(EmbeddedPostgresSettings.in(data))) {
      assertThat(server.isUp()).isTrue();
      assertThat(server.jdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:" + server.port());
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
      assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
      assertThat(ask(server, "SELECT datlocale FROM pg_database WHERE datname = 'galley'"))
          .isEqualTo("C.UTF-8");
      assertThat(ask(server, "SELECT lower('ÄÖ')")).isEqualTo("äö");
    }
    assertThat(data.resolve("postgres-18/PG_VERSION")).hasContent("18");
    assertThat(data).isDirectoryNotContaining("glob:**.tmp-*");
  }

  @Test
  void passwordIsReadableByItsOwnerOnlyAndNeededToLogIn() throws Exception {
    Path data = DataDirectories.used(temporary);

    try (EmbeddedPostgres server = start(data)) {
      assertThat(Files.getPosixFilePermissions(data.resolve("postgres-18.password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(data.resolve("postgres-18.password")).hasContent(server.password() + "\n");
      assertThat(server.password()).hasSizeGreaterThanOrEqualTo(32);
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guessed"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }
  }

  @Test
  void restartKeepsRowsPortAndPassword() throws Exception {
    Path data = DataDirectories.used(temporary);
    int port;
    String password;
    try (EmbeddedPostgres server = start(data)) {
      port = server.port();
      password = server.password();
      keepARow(server);
    }

    try (EmbeddedPostgres server = start(data)) {
      assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("committed");
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.password()).isEqualTo(password);
    }
  }

  @Test
  void anotherPortIsTakenWhenTheFormerOneIsInUse() throws Exception {
    Path data = DataDirectories.used(temporary);
    int port;
    try (EmbeddedPostgres server = start(data)) {
      port = server.port();
    }

    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
        EmbeddedPostgres server = start(data)) {
      assertThat(server.port()).isNotEqualTo(other.getLocalPort());
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void secondStartInTheSameDirectoryIsRefused() throws Exception {
    Path data = DataDirectories.used(temporary);
    String sentence =
        "The data directory "
            + data.toRealPath()
            + " is in use by another Galley (process "
            + ProcessHandle.current().pid()
            + "); stop that one or set another data directory.";

    try (EmbeddedPostgres server = start(data)) {
      assertThatThrownBy(() -> start(data)).hasMessage(sentence);
      // The refusal just now must not have cost the first one its lock.
      try (GalleyProcess second = GalleyProcess.launch(data)) {
        assertThat(second.answer()).isEqualTo("REFUSED " + sentence);
      }
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void serverLeftByAKilledGalleyIsStoppedAndItsRowsAreThere() throws Exception {
    Path data = DataDirectories.used(temporary);
    long orphan;
    try (GalleyProcess first = GalleyProcess.launch(data)) {
      assertThat(first.answer()).startsWith("READY ");
      assertThatThrownBy(() -> start(data)).hasMessageContaining("(process " + first.pid() + ")");
      orphan = postmaster(data);
      first.kill();
    }
    assertThat(processesOf(data)).contains(orphan);

    try (EmbeddedPostgres server = start(data)) {
      assertThat(processesOf(data)).contains(postmaster(data)).doesNotContain(orphan);
      assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("committed");
    }
  }

  @Test
  void staleProcessFileThatNamesAnotherKindOfProcessIsNoObstacle() throws Exception {
    Path data = DataDirectories.used(temporary);
    start(data).close();
    try (GalleyProcess bystander = GalleyProcess.launch(temporary.resolve("elsewhere"))) {
      Files.writeString(
          data.resolve("postgres-18/postmaster.pid"),
          bystander.pid()
              + "\n"
              + data.resolve("postgres-18")
              + "\n1\n5432\n\n127.0.0.1\n\nready\n");

      try (EmbeddedPostgres server = start(data)) {
        assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        assertThat(ProcessHandle.of(bystander.pid())).isPresent();
      }
    }
  }

  @Test
  void killedServerComesBackOnTheSamePortWithCommittedRows() throws Exception {
    Path data = DataDirectories.used(temporary);
    List<EmbeddedPostgres.State> states = new CopyOnWriteArrayList<>();

    try (EmbeddedPostgres server = start(data)) {
      server.onStateChange(states::add);
      String url = server.jdbcUrl();
      for (int round = 1; round <= 2; round++) {
        keepARow(server);
        int statesBefore = states.size();

        Signal.KILL.sendTo(postmaster(data));

        await(() -> states.size() == statesBefore + 2);
        assertThat(server.isUp()).isTrue();
        assertThat(server.jdbcUrl()).isEqualTo(url);
        assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo(Integer.toString(round));
      }
    }
    assertThat(states)
        .containsExactly(
            EmbeddedPostgres.State.DOWN,
            EmbeddedPostgres.State.UP,
            EmbeddedPostgres.State.DOWN,
            EmbeddedPostgres.State.UP,
            EmbeddedPostgres.State.STOPPED);
  }

  @Test
  void backEndThatOutlivesAKilledServerIsEndedBeforeTheNextOneStarts() throws Exception {
    Path data = DataDirectories.used(temporary);

    try (EmbeddedPostgres server = start(data);
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      keepARow(server);
      // A back end that computes does not look whether its postmaster lives.
      Thread busy =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  statement.execute("SELECT count(*) FROM generate_series(1, 1000000000000)");
                } catch (SQLException _) {
                  // as intended: the server dies under it
                }
              });
      await(() -> countActive(server) == 1);
      long killed = postmaster(data);
      List<EmbeddedPostgres.State> states = new CopyOnWriteArrayList<>();
      server.onStateChange(states::add);

      Signal.KILL.sendTo(killed);

      await(() -> states.size() == 2);
      assertThat(states).containsExactly(EmbeddedPostgres.State.DOWN, EmbeddedPostgres.State.UP);
      assertThat(busy.join(Duration.ofMinutes(1))).isTrue();
      assertThat(postmaster(data)).isNotEqualTo(killed);
      assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("committed");
    }
  }

  @Test
  void supervisionDoesNotGiveUp() throws Exception {
    Path data = DataDirectories.used(temporary);

    try (EmbeddedPostgres server = start(data)) {
      Path programs = DataDirectories.programsIn(data);
      Files.move(programs, data.resolve("hidden"));
      Signal.KILL.sendTo(postmaster(data));
      await(() -> !server.isUp());
      Thread.sleep(1_000);
      assertThat(server.state()).isEqualTo(EmbeddedPostgres.State.DOWN);

      Files.move(data.resolve("hidden"), programs);

      await(server::isUp);
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void closeWhileTheServerIsDownStopsTheSupervision() throws Exception {
    Path data = DataDirectories.used(temporary);
    EmbeddedPostgres server = start(data);
    Path programs = DataDirectories.programsIn(data);
    Files.move(programs, data.resolve("hidden"));
    Signal.KILL.sendTo(postmaster(data));
    await(() -> !server.isUp());

    server.close();

    assertThat(server.state()).isEqualTo(EmbeddedPostgres.State.STOPPED);
    Files.move(data.resolve("hidden"), programs);
    try (EmbeddedPostgres again = start(data)) {
      assertThat(ask(again, "SELECT 1")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void serverThatCouldLoseCommitsIsRefused(String setting) throws Exception {
    Path data = DataDirectories.used(temporary);

    assertThatThrownBy(() ->
            EmbeddedPostgres.start(
                EmbeddedPostgresSettings.in(data).withServerParameter(setting, "off")))
        .isInstanceOfSatisfying(
            DurabilityException.class,
            e -> {
              assertThat(e.setting()).isEqualTo(setting);
              assertThat(e).hasMessageContaining(setting + ": off (expected: on)");
            });

    assertThat(processesOf(data)).isEmpty();
  }

  @Test
  void settingThatARoleBringsAlongIsRefusedToo() throws Exception {
    Path data = DataDirectories.used(temporary);
    try (EmbeddedPostgres server = start(data);
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      DurabilityCheck.verify(connection);
      statement.execute("ALTER ROLE galley SET synchronous_commit = off");
    }

    assertThatThrownBy(() -> start(data))
        .isInstanceOf(DurabilityException.class)
        .hasMessageContaining("synchronous_commit: off");
  }

  @Test
  void directoryOfAnotherMajorVersionIsRefused() throws Exception {
    Path former = Files.createDirectories(temporary.resolve("galley-data/postgres-17"));

    assertThatThrownBy(() -> start(temporary.resolve("galley-data")))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(former.toRealPath().toString())
        .hasMessageContaining("galley backup")
        .hasMessageContaining("galley restore");

    assertThat(former.resolveSibling("postgres-18")).doesNotExist();
  }

  @Test
  void programsThatAreNotWholeAreUnpackedAgain() throws Exception {
    Path data = DataDirectories.withPrograms(temporary.resolve("galley-data"));
    Path initdb = DataDirectories.programsIn(data).resolve("bin/initdb");
    Files.delete(initdb);
    Files.writeString(initdb, "torn");

    PostgresBinaries programs = PostgresBinaries.unpackedIn(data);

    assertThat(programs.initdb()).isEqualTo(initdb).isExecutable();
    assertThat(Files.size(initdb)).isGreaterThan(100_000);
  }

  @Test
  void whatACrashLeftHalfMadeIsRemoved() throws Exception {
    Path data = DataDirectories.used(temporary);
    Path unfinishedPrograms = Files.createDirectory(data.resolve("postgres-bin-18-x.tmp-1"));
    Path unfinishedCluster = Files.createDirectory(data.resolve("postgres-18.tmp-1"));
    Files.writeString(unfinishedCluster.resolve("PG_VERSION"), "18");
    Path formerPrograms = Files.createDirectory(data.resolve("postgres-bin-18-former"));

    try (EmbeddedPostgres server = start(data)) {
      assertThat(server.isUp()).isTrue();
      assertThat(unfinishedPrograms).doesNotExist();
      assertThat(unfinishedCluster).doesNotExist();
      assertThat(formerPrograms).doesNotExist();
    }
  }

  @Test
  void wrongPasswordFileIsNamed() throws Exception {
    Path data = DataDirectories.used(temporary);
    start(data).close();
    Files.writeString(data.resolve("postgres-18.password"), "another\n");

    assertThatThrownBy(() -> start(data))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(data.resolve("postgres-18.password").toString());
  }

  @Test
  void parameterThatPostgresRefusesIsQuotedFromItsLog() throws Exception {
    Path data = DataDirectories.used(temporary);
    List<String> lines = new CopyOnWriteArrayList<>();

    assertThatThrownBy(() ->
            EmbeddedPostgres.start(
                EmbeddedPostgresSettings.in(data)
                    .withLogConsumer(lines::add)
                    .withServerParameter("max_connections", "none")))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("invalid value for parameter \"max_connections\"");

    assertThat(lines).anyMatch(line -> line.contains("max_connections"));
    assertThat(data.resolve("postgres-18.log")).content().contains("max_connections");
  }

  @Test
  void closeCanBeCalledTwice() throws Exception {
    Path data = DataDirectories.used(temporary);
    EmbeddedPostgres server = start(data);

    server.close();
    server.close();

    assertThat(server.isUp()).isFalse();
    assertThat(PostmasterFile.read(data.resolve("postgres-18"))).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void serverHasASessionOfItsOwn() throws Exception {
    Path data = DataDirectories.used(temporary);

    try (EmbeddedPostgres server = start(data)) {
      long pid = postmaster(data);
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
      assertThat(session).isEqualTo(Long.toString(pid));
      assertThat(server.isUp()).isTrue();
    }
  }

  private static EmbeddedPostgres start(Path data) {
    return EmbeddedPostgres.start(EmbeddedPostgresSettings.in(data));
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }

  private static void keepARow(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS kept (word text)");
      statement.execute("INSERT INTO kept VALUES ('committed')");
    }
  }

  private static String ask(EmbeddedPostgres server, String query) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static int countActive(EmbeddedPostgres server) {
    try {
      return Integer.parseInt(
          ask(
              server,
              "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                  + " AND query LIKE '%generate_series%' AND pid <> pg_backend_pid()"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long postmaster(Path data) {
    return PostmasterFile.read(data.resolve("postgres-18")).orElseThrow().pid();
  }

  private static List<Long> processesOf(Path data) throws IOException {
    return new ClusterProcesses(data.toRealPath().resolve("postgres-18")).pids();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Deadline deadline = Deadline.in(Duration.ofMinutes(3));
    while (!condition.getAsBoolean()) {
      assertThat(deadline.hasPassed()).as("waited too long").isFalse();
      Thread.sleep(10);
    }
  }
}
