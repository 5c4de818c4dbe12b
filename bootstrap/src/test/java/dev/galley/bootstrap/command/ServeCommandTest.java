package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void theOtherCommandsFindTheServer() throws IOException {
    Path data = folder.resolve("data");
    Path file = folder.resolve("agents.jsonl");
    Files.writeString(
        file,
        """
        {"identifier":"pilot","meta":{"title":"Pilot","tags":["sea","sea"]},"config":{"systemRole":"You pilot."}}
        """);
    Terminal terminal = new Terminal(data);

    try (RunningServer server = start(data)) {
      assertThat(Files.getPosixFilePermissions(ServerFile.in(data)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(ServerFile.read(data).map(ServerFile::url)).contains(server.url());

      Terminal.Result created = terminal.run("import", file.toString());
      assertThat(created.out()).as(created.err()).contains("1 created");
      assertThat(terminal.run("import", file.toString()).out()).contains("1 unchanged");

      Files.writeString(file, Files.readString(file).replace("You pilot.", "You pilot ships."));
      assertThat(terminal.run("import", file.toString()).out()).contains("different: instructions");
      assertThat(terminal.run("import", "--update", file.toString()).out())
          .contains("updated: instructions")
          .contains("1 updated, 0 failed");
      assertThat(terminal.run("import", "--update", file.toString()).out()).contains("1 unchanged");
      assertThat(
              terminal
                  .run("import", "--owner", "sales", "--owner-type", "team", file.toString())
                  .out())
          .contains("1 created");
      assertThat(terminal.run("import", "--owner", "bob", file.toString()).out())
          .contains("1 created");
      for (String owner : List.of("alice", "sales", "bob")) {
        String name = owner + ":pilot";
        assertThat(terminal.run("log", name).out()).as(name).contains("revision 1");
        assertThat(terminal.run("log", idOf(server, name)).out()).as(name).contains("revision 1");
      }

      Terminal.Result doctor = terminal.run("doctor");
      assertThat(doctor.out()).contains(server.url()).contains(", ready").contains("memory");
      assertThat(doctor.exitCode()).as(doctor.out()).isZero();
    }

    assertThat(ServerFile.in(data)).doesNotExist();
  }

  @Test
  void ofPersonasOfOneNameAndDescriptionTheFirstIsImported() throws IOException {
    Path file = folder.resolve("agents.jsonl");
    Files.writeString(
        file,
        """
        {"identifier":"a","meta":{"title":"Pilot","description":"Sea."},"config":{"systemRole":"One."}}
        {"identifier":"b","meta":{"title":"Pilot","description":"Sea."},"config":{"systemRole":"Two."}}
        {"identifier":"c","meta":{"title":"Pilot","description":"Air."},"config":{"systemRole":"Two."}}
        """);
    String[] update = {"import", "--as", "personas", "--update", file.toString()};
    Terminal terminal = new Terminal(folder.resolve("data"));
    try (RunningServer server = start(folder.resolve("data"))) {
      assertThat(server.url()).startsWith("http://127.0.0.1:");
      assertThat(terminal.run(update).out())
          .contains(
              "agents.jsonl:2: b: different: it has the name and description of " + file + ":1")
          .contains("2 created, 0 unchanged");
      assertThat(terminal.run(update).out())
          .contains("0 created, 2 unchanged, 1 different, 0 updated, 0 failed");
    }
  }

  @Test
  void everyRealAgentFitsTheServer() throws IOException {
    Optional<Path> file = LobeAgentTest.realAgents();
    if (file.isEmpty()) {
      System.out.println(
          "The lobe-chat agents are not beside the repository; the samples must do.");
      return;
    }
    Terminal terminal = new Terminal(folder);
    try (RunningServer server = start(folder)) {
      assertThat(server.url()).startsWith("http://127.0.0.1:");
      String path = file.get().toString();
      assertThat(terminal.run("import", path).out()).contains("405 created").contains("0 failed");
      assertThat(terminal.run("import", "--update", path).out())
          .contains("405 unchanged")
          .contains("0 failed");
    }
  }

  @Test
  void aSecondServerOfTheSameDataIsRefused() {
    try (RunningServer first = start(folder)) {
      CommandFailure refused =
          catchThrowableOfType(CommandFailure.class, () -> start(folder).close());

      assertThat(refused).hasMessageContaining("in use").hasMessageContaining(first.url());
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Terminal.Result result =
          new Terminal(folder)
              .run("serve", "--store", "memory", "--port", "" + taken.getLocalPort());

      assertThat(result.err())
          .startsWith("galley: Port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(ServerFile.in(folder)).doesNotExist();
    }
  }

  @Test
  void theDemonstrationLooksAtItsPortBeforeItStartsAnything() throws IOException {
    Files.createDirectory(folder.resolve("adapters-kafka"));
    Path data = folder.resolve("demo");
    System.setProperty("galley.home", folder.toString());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Terminal.Result result =
          new Terminal(folder)
              .run(Map.of("GALLEY_PORT", port), "demo", "kafka", "--data-dir", data.toString());

      assertThat(result.err()).startsWith("galley: Port " + port + " on 127.0.0.1 is taken");
      assertThat(data).doesNotExist();
    } finally {
      System.clearProperty("galley.home");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GALLEY_PORT,http,GALLEY_PORT: http",
    "GALLEY_PORT,70000,GALLEY_PORT: 70000",
    "GALLEY_STORE,paper,GALLEY_STORE: paper",
    "GALLEY_POSTGRES_URL,mysql://u:secret@h/d,GALLEY_POSTGRES_URL:",
    "GALLEY_POSTGRES_URL,postgresql://u:secret/d,galley.postgres.url (GALLEY_POSTGRES_URL)",
    "GALLEY_POSTGRES_URL,postgresql://h/d?sslpassword=secret,galley.postgres.url (GALLEY_POSTGRES_URL)",
  })
  void aVariableThatCannotBeMeantIsNamed(String name, String value, String message) {
    Terminal.Result result = new Terminal(folder).run(Map.of(name, value), "serve");

    assertThat(result.err()).startsWith("galley: " + message).doesNotContain("secret");
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void anotherAddressWithTheLocalKeyIsRefused() {
    Terminal.Result result =
        new Terminal(folder).run("serve", "--store", "memory", "--port", "0", "--host", "0.0.0.0");

    assertThat(result.err()).contains("GALLEY_HOST").contains("loopback");
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"GALLEY_HOST,0.0.0.0", "GALLEY_TOKENS_MAX_PER_USER,500"})
  void aSettingThatCannotBeMeantIsRefusedBeforePostgresIsThere(String name, String value) {
    // The variables of this process can't be set, so the setting stands where they would put it.
    String property = "galley.tokens.max-per-user";
    if (name.equals("GALLEY_TOKENS_MAX_PER_USER")) {
      System.setProperty(property, value);
    }
    try {
      Terminal.Result result =
          new Terminal(folder)
              .run(Map.of(name, value), "serve", "--store", "postgres", "--port", "0");

      assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
      assertThat(folder).isDirectoryNotContaining("glob:**postgres*");
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void aStartThatFailsBehindPostgresStopsIt() {
    String property = "galley.store.snapshot-grace";
    System.setProperty(property, "never");
    try {
      Terminal.Result result =
          new Terminal(folder).run("serve", "--store", "postgres", "--port", "0");

      assertThat(result.exitCode()).as(result.err()).isNotZero();
      assertThat(folder.resolve("postgres-18")).isDirectory();
      // Which PostgreSQL takes away when it ends.
      assertThat(folder.resolve("postgres-18/postmaster.pid")).doesNotExist();
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void optionsWinOverVariables() {
    ServeSettings settings =
        ServeSettings.of(
            new ServeSettings.Options(
                Optional.empty(),
                Optional.of("81"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("localhost:9092, other:9093")),
            folder,
            surroundings(
                Map.of("GALLEY_PORT", "82", "GALLEY_HOST", "::1", "GALLEY_STORE", "memory")));

    assertThat(settings.port()).isEqualTo(81);
    assertThat(settings.host()).isEqualTo("::1");
    assertThat(settings.store()).isEqualTo("memory");
    assertThat(settings.properties())
        .containsEntry("galley.kafka.bootstrap", "localhost:9092, other:9093");
  }

  @Test
  void brokersWithoutAPortAreRefused() {
    assertThatThrownBy(() ->
            ServeSettings.of(
                ServeSettings.Options.NONE,
                folder,
                surroundings(Map.of("GALLEY_KAFKA_BOOTSTRAP", "localhost"))))
        .hasMessageContaining("GALLEY_KAFKA_BOOTSTRAP")
        .hasMessageContaining("host:port");
  }

  @Test
  void passwordsAreNotShown() {
    ServeSettings settings =
        ServeSettings.of(
            ServeSettings.Options.NONE,
            folder,
            surroundings(
                Map.of(
                    "GALLEY_POSTGRES_URL",
                    "jdbc:postgresql://db:5432/galley?user=g&password=secret")));

    assertThat(settings.storeText()).isEqualTo("PostgreSQL at jdbc:postgresql://db:5432/galley");
  }

  private String idOf(RunningServer server, String naturalId) {
    String token =
        LocalUser.admin(surroundings(Map.of()))
            .token(folder.resolve("data"), Clock.systemUTC(), Duration.ofMinutes(1));
    try (GalleyClient client = new GalleyClient(server.url(), token, Duration.ofSeconds(30))) {
      return client.get("/api/assistants/" + naturalId).object().text("id").orElseThrow();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static RunningServer start(Path data) {
    return RunningServer.start(
        ServeSettings.of(
            new ServeSettings.Options(
                Optional.empty(),
                Optional.of("0"),
                Optional.of("memory"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            data,
            surroundings(Map.of())),
        Instant.now());
  }

  private static Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(
        environment, System.out, System.err, false, false, "alice", Clock.systemUTC());
  }
}
