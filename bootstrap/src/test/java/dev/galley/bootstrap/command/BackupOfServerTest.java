package dev.galley.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.localmongo.LocalMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Backups of a server with PostgreSQL of its own, and their way into others. */
class BackupOfServerTest {

  /** The database's own user has to reach it, which it can't in a folder of tests. */
  private static Path freshFolder() throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(Path.of("target").toAbsolutePath()), "backup-");
  }

  private static RunningServer start(Path data, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("GALLEY_PORT", "0");
    return RunningServer.start(
        ServeSettings.of(ServeSettings.Options.NONE, data, surroundings(all)), Instant.now());
  }

  private static Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(
        environment, System.out, System.err, false, false, "alice", Clock.systemUTC());
  }

  private static GalleyClient client(RunningServer server, Path data) {
    Surroundings surroundings = surroundings(Map.of());
    String token =
        LocalUser.of(surroundings).token(data, surroundings.clock(), Duration.ofHours(1));
    return new GalleyClient(server.url(), token, Duration.ofSeconds(30));
  }

  /** Writes on until that is enough; each assistant that is made with all that it has counts. */
  private static void write(
      GalleyClient client, int writer, CountDownLatch made, AtomicBoolean enough)
      throws IOException, InterruptedException {
    for (int i = 0; !enough.get(); i++) {
      JsonObject body = JsonObject.builder().put("name", "By " + writer + " at " + i).build();
      GalleyClient.Answer created =
          client.post("/api/assistants", Optional.of(body), Optional.empty());
      assertThat(created.status()).isEqualTo(201);
      String path = "/api/assistants/" + created.object().text("id").orElseThrow();
      client.post(path + "/_edit", Optional.empty(), Optional.empty());
      String draft = client.get(path + "/draft").object().text("id").orElseThrow();
      JsonObject edit = JsonObject.builder().put("instructions", "Number " + i).build();
      assertThat(client.put("/api/assistants/" + draft, edit, Optional.empty()).status())
          .isEqualTo(200);
      if (i % 2 == 0) {
        assertThat(
                client.post(path + "/draft/_commit", Optional.empty(), Optional.empty()).status())
            .isEqualTo(200);
      }
      made.countDown();
    }
  }

  /** Every assistant can be read, and its revisions fit to each other; how many there are. */
  private static int requireWhole(RunningServer server, Path data)
      throws IOException, InterruptedException {
    try (GalleyClient client = client(server, data)) {
      List<Json> all = ((JsonArray) client.get("/api/assistants-list").body()).items();
      for (Json one : all) {
        String path = "/api/assistants/" + ((JsonObject) one).text("id").orElseThrow();
        assertThat(client.get(path).status()).isEqualTo(200);
        GalleyClient.Answer verified = client.get(path + "/revisions/_verify");
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.object().get("valid")).contains(Json.of(true));
        assertThat(client.get(path + "/draft").status()).isIn(200, 404);
      }
      return all.size();
    }
  }

  private static String run(
      Terminal terminal, Map<String, String> environment, String... arguments) {
    Terminal.Result result = terminal.run(environment, arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void whatIsBackedUpWhileManyWriteIsServedElsewhere() throws Exception {
    Path folder = freshFolder();
    Path data = folder.resolve("first");
    Path there = folder.resolve("second");
    Terminal first = new Terminal(data);
    Terminal second = new Terminal(there);
    String midway = folder.resolve("midway.galley").toString();
    String settled = folder.resolve("settled.galley").toString();
    String export = folder.resolve("export.jsonl").toString();
    try (RunningServer server = start(data, Map.of())) {
      CountDownLatch made = new CountDownLatch(12);
      AtomicBoolean enough = new AtomicBoolean();
      List<Future<?>> work = new ArrayList<>();
      try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 3; i++) {
          int writer = i;
          work.add(
              workers.submit(() -> {
                try (GalleyClient client = client(server, data)) {
                  write(client, writer, made, enough);
                }
                return true;
              }));
        }
        try {
          assertThat(made.await(5, TimeUnit.MINUTES)).isTrue();
          run(first, Map.of(), "backup", midway);
        } finally {
          enough.set(true);
        }
        for (Future<?> one : work) {
          one.get();
        }
      }
      assertThat(first.run("restore", midway).err())
          .contains("The data directory " + data + " is in use by another Galley");
      run(first, Map.of(), "export", export);
      run(first, Map.of(), "backup", settled);
      assertThat(requireWhole(server, data)).isGreaterThan(10);
    }

    run(second, Map.of(), "restore", midway);
    try (RunningServer server = start(there, Map.of())) {
      assertThat(requireWhole(server, there)).isPositive();
    }
    assertThat(second.run("restore", settled).err()).contains("is not empty");

    Map<String, String> mongo = Map.of("GALLEY_MONGO_URI", LocalMongo.started().freshDatabase());
    Path documents = folder.resolve("third");
    Terminal third = new Terminal(documents);
    run(third, mongo, "restore", settled);
    String again = folder.resolve("again.jsonl").toString();
    run(third, mongo, "export", again);
    assertThat(Files.mismatch(Path.of(export), Path.of(again))).isEqualTo(-1);
    try (RunningServer server = start(documents, mongo)) {
      assertThat(requireWhole(server, documents)).isGreaterThan(10);
      assertThat(third.run(mongo, "backup", folder.resolve("never").toString()).err())
          .contains("A server works on mongo (");
    }
    Map<String, String> empty = Map.of("GALLEY_MONGO_URI", LocalMongo.started().freshDatabase());
    run(new Terminal(folder.resolve("fourth")), empty, "import", export);
    String last = folder.resolve("last.jsonl").toString();
    run(new Terminal(folder.resolve("fourth")), empty, "export", last);
    assertThat(Files.mismatch(Path.of(export), Path.of(last))).isEqualTo(-1);
  }

  @Test
  void aServerThatStoresElsewhereIsNamed() throws IOException {
    Path data = freshFolder();
    try (RunningServer server = start(data, Map.of("GALLEY_STORE", "memory"))) {
      assertThat(server.url()).isNotEmpty();
      assertThat(new Terminal(data).run("backup", data.resolve("file").toString()).err())
          .contains("stores in memory, which no other process can read.");
    }
  }
}
