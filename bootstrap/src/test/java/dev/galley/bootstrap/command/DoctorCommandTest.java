package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.rest.security.LocalKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {
  @TempDir Path folder;

  @Test
  void beforeTheFirstStartNothingIsWrong() {
    Terminal.Result result =
        new Terminal(folder.resolve("new")).run(Map.of("GALLEY_PORT", "0"), "doctor");

    assertThat(result.out())
        .contains("is made by the first start")
        .contains("none runs with this data directory")
        .endsWith("Nothing is wrong.\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aKeyThatOthersCanReadIsWrong() throws IOException {
    LocalKey.loadOrCreate(folder);
    Files.setPosixFilePermissions(
        LocalKey.file(folder), PosixFilePermissions.fromString("rw-r--r--"));

    Terminal.Result result = new Terminal(folder).run(Map.of("GALLEY_PORT", "0"), "doctor");

    assertThat(result.out()).contains("WRONG  Local key").contains("chmod 600");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsWrong() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(DoctorCommand.rights(folder).state()).isEqualTo(Check.State.WRONG);
    assertThat(DoctorCommand.rights(folder).remedy()).contains("chmod go-w");
  }

  @Test
  void anOldJavaIsWrong() {
    assertThat(DoctorCommand.java(Runtime.Version.parse("21.0.1")).state())
        .isEqualTo(Check.State.WRONG);
    assertThat(DoctorCommand.java(Runtime.Version.parse("25")).state()).isEqualTo(Check.State.OK);
  }

  @Test
  void aPortThatIsTakenIsWrong() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Terminal.Result result =
          new Terminal(folder).run(Map.of("GALLEY_PORT", "" + taken.getLocalPort()), "doctor");

      assertThat(result.out()).contains("WRONG  Port").contains("GALLEY_PORT");
      assertThat(result.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsWrong() throws IOException {
    new ServerFile(
            "http://127.0.0.1:1",
            ProcessHandle.current().pid(),
            Instant.now(),
            "1",
            ServeSettings.MEMORY)
        .write(folder);

    Terminal.Result result = new Terminal(folder).run("doctor");

    assertThat(result.out()).contains("WRONG  Server").contains("does not answer");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void whatACrashLeftIsHarmless() throws IOException {
    new ServerFile("http://127.0.0.1:1", Integer.MAX_VALUE, Instant.now(), "1", "memory")
        .write(folder);

    Terminal.Result result = new Terminal(folder).run(Map.of("GALLEY_PORT", "0"), "doctor");

    assertThat(result.out()).contains("warn   Last server").contains("ended without saying so");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aClockThatWasSetBackIsWrong() throws IOException {
    new ServerFile(
            "http://127.0.0.1:1",
            ProcessHandle.current().pid(),
            Instant.now().plusSeconds(3600),
            "1",
            ServeSettings.MEMORY)
        .write(folder);

    assertThat(new Terminal(folder).run("doctor").out()).contains("WRONG  Clock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://ada:canary4711/galley",
        "jdbc:postgresql://127.0.0.1:1/galley?password=canary4711&sslmode=never",
        "jdbc:postgresql://127.0.0.1:1/galley?sslpassword=canary4711",
        "postgresql://ada:canary4711@127.0.0.1:1/galley",
        "mysql://ada:canary4711@127.0.0.1:1/galley",
      })
  void aPostgresThatDoesNotAnswerIsNamedWithoutItsPassword(String url) {
    Check check = PostgresProbe.at(url);

    assertThat(check.state()).isEqualTo(Check.State.WRONG);
    assertThat(check.toString()).contains("GALLEY_POSTGRES_URL").doesNotContain("canary4711");
  }

  @Test
  void aPostgresThatMayLoseCommitsIsWrong() {
    Map<String, String> settings =
        new java.util.LinkedHashMap<>(
            Map.of(
                "server_version",
                "18.6",
                "fsync",
                "on",
                "synchronous_commit",
                "remote_apply",
                "full_page_writes",
                "on"));
    assertThat(PostgresProbe.judge("PostgreSQL", "own", settings).state())
        .isEqualTo(Check.State.OK);

    settings.put("fsync", "off");
    Check check = PostgresProbe.judge("PostgreSQL", "own", settings);
    assertThat(check.state()).isEqualTo(Check.State.WRONG);
    assertThat(check.remedy()).startsWith("fsync: ");
  }
}
