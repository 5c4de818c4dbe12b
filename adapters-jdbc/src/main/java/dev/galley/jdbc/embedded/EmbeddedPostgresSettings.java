package dev.galley.jdbc.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How the embedded PostgreSQL server is run.
 *
 * @param dataDirectory Galley's data directory, which is created when missing; one Galley at a time
 * @param startTimeLimit how long {@link EmbeddedPostgres#start} may take at most, the stop of a
 *     server left over from a crash and PostgreSQL's own recovery included
 * @param stopTimeLimit how long a fast shutdown may take before harder means are used
 * @param serverParameters PostgreSQL parameters by name, given after Galley's own, so that they win
 * @param logConsumer receives every line that PostgreSQL logs, beside the log file; it must not
 *     block
 */
public record EmbeddedPostgresSettings(
    Path dataDirectory,
    Duration startTimeLimit,
    Duration stopTimeLimit,
    Map<String, String> serverParameters,
    Consumer<String> logConsumer) {

  private static final Pattern PARAMETER_NAME = Pattern.compile("[a-z_][a-z0-9_.]*");

  /** Refuses time limits that are not positive and names that no PostgreSQL parameter has. */
  public EmbeddedPostgresSettings {
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    Objects.requireNonNull(logConsumer, "logConsumer");
    requirePositive("startTimeLimit", startTimeLimit);
    requirePositive("stopTimeLimit", stopTimeLimit);
    serverParameters = Map.copyOf(serverParameters);
    for (String name : serverParameters.keySet()) {
      if (!PARAMETER_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "serverParameters: " + name + " (expected: " + PARAMETER_NAME + ")");
      }
    }
  }

  /**
   * The settings for a data directory with nothing else said: two minutes to start, thirty seconds
   * to stop.
   */
  public static EmbeddedPostgresSettings in(Path dataDirectory) {
    return new EmbeddedPostgresSettings(
        dataDirectory, Duration.ofMinutes(2), Duration.ofSeconds(30), Map.of(), _ -> {});
  }

  /** The same settings with another limit for the start. */
  public EmbeddedPostgresSettings withStartTimeLimit(Duration limit) {
    return new EmbeddedPostgresSettings(
        dataDirectory, limit, stopTimeLimit, serverParameters, logConsumer);
  }

  /** The same settings with another limit for a fast shutdown. */
  public EmbeddedPostgresSettings withStopTimeLimit(Duration limit) {
    return new EmbeddedPostgresSettings(
        dataDirectory, startTimeLimit, limit, serverParameters, logConsumer);
  }

  /** The same settings with one more PostgreSQL parameter. */
  public EmbeddedPostgresSettings withServerParameter(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(serverParameters);
    more.put(name, value);
    return new EmbeddedPostgresSettings(
        dataDirectory, startTimeLimit, stopTimeLimit, more, logConsumer);
  }

  /** The same settings with another receiver of PostgreSQL's log lines. */
  public EmbeddedPostgresSettings withLogConsumer(Consumer<String> consumer) {
    return new EmbeddedPostgresSettings(
        dataDirectory, startTimeLimit, stopTimeLimit, serverParameters, consumer);
  }

  private static void requirePositive(String name, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(name + ": " + limit + " (expected: more than zero)");
    }
  }
}
