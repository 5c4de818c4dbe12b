package dev.galley.bootstrap.command;

import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code galley serve}: runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = {"Start the server; Ctrl-C or SIGTERM stops it.", ""},
    sortOptions = false,
    optionListHeading = "Options:%n",
    footer = {
      "",
      "Every setting of application.yml can be set in the environment too, for",
      "instance galley.limits.name by GALLEY_LIMITS_NAME. GALLEY_JAVA_OPTS goes",
      "to the Java machine."
    })
final class ServeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin HelpOption help = new HelpOption();
  @Mixin DataDirectoryOption dataDirectory = new DataDirectoryOption();

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "Where to listen; 0 takes a free one. Default: GALLEY_PORT, else 8080.")
  @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "<address>",
      description = "Address to listen on. Default: GALLEY_HOST, else 127.0.0.1.")
  @Nullable String host;

  @Option(
      names = "--store",
      paramLabel = "<kind>",
      description =
          "postgres, mongo or memory (which forgets). Default: GALLEY_STORE, else mongo when its"
              + " address is given, else postgres.")
  @Nullable String store;

  @Option(
      names = "--postgres-url",
      paramLabel = "<url>",
      description =
          "jdbc:postgresql://... of a server to use. Default: GALLEY_POSTGRES_URL (better, as"
              + " others see options), else Galley runs its own.")
  @Nullable String postgresUrl;

  @Option(
      names = "--mongo-uri",
      paramLabel = "<uri>",
      description =
          "mongodb://... of a replica set or a sharded cluster to use. Default: GALLEY_MONGO_URI"
              + " (better, as others see options).")
  @Nullable String mongoUri;

  @Option(
      names = "--kafka-bootstrap",
      paramLabel = "<host:port,...>",
      description =
          "Kafka brokers to publish events to. Default: GALLEY_KAFKA_BOOTSTRAP, else none; events"
              + " can be read at /api/events.")
  @Nullable String kafkaBootstrap;

  @Option(
      names = "--rehearse",
      hidden = true,
      description = "Start and stop at once, so that the Java machine learns what is needed.")
  boolean rehearse;

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServeSettings settings =
        ServeSettings.of(
            new ServeSettings.Options(
                Optional.ofNullable(host),
                Optional.ofNullable(port),
                Optional.ofNullable(store),
                Optional.ofNullable(postgresUrl),
                Optional.ofNullable(mongoUri),
                Optional.ofNullable(kafkaBootstrap)),
            dataDirectory.path(surroundings),
            surroundings);
    RunningServer server = RunningServer.start(settings, surroundings.clock().instant());
    if (rehearse) {
      rehearse(settings, server);
      return 0;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("galley-shutdown")
                .unstarted(() -> {
                  server.close();
                  ended.countDown();
                }));
    banner(settings, server);
    ended.await();
    return 0;
  }

  /** Does once what commands and servers do first, and stops. */
  private void rehearse(ServeSettings settings, RunningServer server) throws InterruptedException {
    String token =
        LocalUser.of(surroundings)
            .token(settings.dataDirectory(), surroundings.clock(), Duration.ofMinutes(1));
    try (server;
        GalleyClient client = new GalleyClient(server.url(), token, Duration.ofSeconds(30))) {
      JsonObject body = JsonObject.builder().put("name", "Rehearsal").build();
      for (int i = 0; i < 20; i++) {
        client.get("/health/readiness");
        client.post("/api/assistants", Optional.of(body), Optional.empty());
        client.get("/api/assistants");
      }
    } catch (IOException e) {
      throw CommandFailure.failed("The rehearsal failed: " + AssistantImporter.describe(e));
    }
  }

  private void banner(ServeSettings settings, RunningServer server) {
    PrintStream out = surroundings.out();
    out.println("Galley " + Version.text() + " is ready" + startTime() + ".");
    row("Address", server.url());
    row("Docs", server.url() + "/docs");
    row("Store", settings.storeText());
    row("Data", settings.dataDirectory().toString());
    row("Events", settings.eventsText());
    Optional<String> issuer = server.externalIssuer();
    if (issuer.isPresent()) {
      row("Tokens", "from " + issuer.get());
      return;
    }
    Path directory = settings.dataDirectory();
    LocalUser user = LocalUser.of(surroundings);
    String token = user.token(directory, surroundings.clock(), TokenCommand.DEFAULT_LIFETIME);
    String holder =
        user.name() + ", " + TokenCommand.DEFAULT_LIFETIME.toHours() + " hours, may create";
    if (surroundings.outIsTerminal()) {
      row("Token", "for " + holder + "; 'galley token' makes others");
      out.println();
      out.println("  export GALLEY_URL=" + server.url() + " GALLEY_TOKEN=" + token);
      out.println();
    } else {
      row("Token", writeToken(directory, token) + " (" + holder + ")");
    }
    out.flush();
  }

  private void row(String name, String value) {
    surroundings.out().println("  " + name + " ".repeat(Math.max(1, 9 - name.length())) + value);
  }

  private static String writeToken(Path directory, String token) {
    Path file = directory.resolve("token");
    try {
      PrivateFiles.write(file, token + "\n");
      return file.toString();
    } catch (IOException e) {
      return "could not be written to " + file + ": " + e.getMessage();
    }
  }

  private String startTime() {
    Instant now = surroundings.clock().instant();
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(begin -> Duration.between(begin, now))
        .map(time -> String.format(Locale.ROOT, " after %.1f s", time.toMillis() / 1000.0))
        .orElse("");
  }
}
