package dev.galley.bootstrap.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Runs commands in this process and keeps what they say. */
final class Terminal {
  private final Path dataDirectory;

  Terminal(Path dataDirectory) {
    this.dataDirectory = dataDirectory;
  }

  /** What a command came to. */
  record Result(int exitCode, String out, String err) {}

  Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  Result run(Map<String, String> environment, String... arguments) {
    return run(environment, false, arguments);
  }

  /** Runs a command whose output somebody watches. */
  Result runWatched(Map<String, String> environment, String... arguments) {
    return run(environment, true, arguments);
  }

  private Result run(Map<String, String> environment, boolean watched, String... arguments) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.putIfAbsent("GALLEY_DATA_DIR", dataDirectory.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream outStream = new PrintStream(out, true, UTF_8);
        PrintStream errStream = new PrintStream(err, true, UTF_8)) {
      exitCode =
          GalleyCommand.run(
              new Surroundings(
                  all, outStream, errStream, watched, watched, "alice", Clock.systemUTC()),
              arguments);
    }
    return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}
