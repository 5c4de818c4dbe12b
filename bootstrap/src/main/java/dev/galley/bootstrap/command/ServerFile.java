package dev.galley.bootstrap.command;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The file {@code server.json} in the data directory, by which the other commands find a running
 * server. It is there as long as the server runs, and after a crash.
 *
 * @param url where the server answers, without a slash at the end
 * @param store what it stores in: {@code postgres} or {@code memory}
 */
record ServerFile(String url, long pid, Instant startedAt, String version, String store) {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  static Path in(Path dataDirectory) {
    return dataDirectory.resolve("server.json");
  }

  /** What the data directory says, if it says anything that can be understood. */
  static Optional<ServerFile> read(Path dataDirectory) throws IOException {
    try {
      if (!(JsonReader.read(Files.readString(in(dataDirectory))) instanceof JsonObject json)
          || !(json.get("pid").orElse(null) instanceof JsonNumber(double pid))) {
        return Optional.empty();
      }
      return Optional.of(
          new ServerFile(
              json.text("url").orElse(""),
              (long) pid,
              Instant.parse(json.text("startedAt").orElse("")),
              json.text("version").orElse("unknown"),
              json.text("store").orElse("unknown")));
    } catch (NoSuchFileException | InvalidContent | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  void write(Path dataDirectory) throws IOException {
    JsonObject json =
        JsonObject.builder()
            .put("url", url)
            .put("pid", pid)
            .put("startedAt", startedAt.toString())
            .put("version", version)
            .put("store", store)
            .build();
    PrivateFiles.write(in(dataDirectory), CanonicalJson.writeInOrder(json) + "\n");
  }

  /** Removes the file unless it has become another server's. */
  void remove(Path dataDirectory) throws IOException {
    if (read(dataDirectory).filter(this::equals).isPresent()) {
      Files.deleteIfExists(in(dataDirectory));
    }
  }

  /** Whether the process that wrote this still runs. */
  boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        // A process that began later has only got the same id.
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(begin -> !begin.minus(CLOCK_TOLERANCE).isAfter(startedAt))
                .orElse(true))
        .isPresent();
  }
}
