package dev.galley.bootstrap.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command sees of the process around it.
 *
 * @param outIsTerminal whether somebody watches the standard output
 * @param errIsTerminal whether somebody watches the standard error
 * @param userName who runs the command, as the operating system says
 */
record Surroundings(
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    String userName,
    InstantSource clock) {

  static final String DEFAULT_DATA_DIRECTORY = "galley-data";

  Surroundings {
    environment = Map.copyOf(environment);
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
    Objects.requireNonNull(userName, "userName");
    Objects.requireNonNull(clock, "clock");
  }

  /** Those of this process; the script says which of its outputs are terminals. */
  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        System.out,
        System.err,
        Boolean.getBoolean("galley.stdout.terminal"),
        Boolean.getBoolean("galley.stderr.terminal"),
        System.getProperty("user.name", "galley"),
        Clock.systemUTC());
  }

  /** A variable of the environment; one that is set to nothing counts as not set. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** The data directory that an option, else the environment, else the default names. */
  Path dataDirectory(Optional<String> option) {
    String text = option.or(() -> variable("GALLEY_DATA_DIR")).orElse(DEFAULT_DATA_DIRECTORY);
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (java.nio.file.InvalidPathException e) {
      throw CommandFailure.setting(
          option.isPresent() ? "--data-dir" : "GALLEY_DATA_DIR", text, "the path of a directory");
    }
  }
}
