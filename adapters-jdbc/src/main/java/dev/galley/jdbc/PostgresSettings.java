package dev.galley.jdbc;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which PostgreSQL, and how it is talked to.
 *
 * @param url a JDBC address, {@code jdbc:postgresql://host:port/database}, without any secret
 * @param user whom to connect as; the database has to be his to create tables in
 * @param poolSize how many connections at most
 * @param connectionTimeout how long to wait for a free connection before a caller is told that the
 *     store does not answer
 * @param statementTimeout how long one statement may take
 * @param snapshotGrace for how long a content that nothing refers to stays at least; a put of the
 *     same content renews its time when a quarter of this has passed
 */
public record PostgresSettings(
    String url,
    String user,
    String password,
    int poolSize,
    Duration connectionTimeout,
    Duration statementTimeout,
    Duration snapshotGrace) {
  private static final Pattern SECRET = Pattern.compile("(?i)@|[?&][^=&]*password[^=&]*=");

  public PostgresSettings {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("url: another kind (expected: jdbc:postgresql:...)");
    }
    if (SECRET.matcher(url).find()) {
      // Drivers, pools and migrations repeat it in logs and exceptions.
      throw new IllegalArgumentException("url: with a login (expected: user and password apart)");
    }
    if (poolSize < 1) {
      throw new IllegalArgumentException("poolSize: " + poolSize + " (expected: 1 or more)");
    }
    requirePositive("connectionTimeout", connectionTimeout);
    requirePositive("statementTimeout", statementTimeout);
    requirePositive("snapshotGrace", snapshotGrace);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than nothing)");
    }
  }

  /** With what suits most: 16 connections, 3 s for one to come free, 30 s for a statement. */
  public static PostgresSettings of(String url, String user, String password) {
    return new PostgresSettings(
        url,
        user,
        password,
        16,
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresSettings[" + url + ", " + user + ", " + poolSize + " connections]";
  }
}
