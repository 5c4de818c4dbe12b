package dev.galley.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.ReadConcernLevel;
import com.mongodb.WriteConcern;
import java.time.Duration;
import java.util.Objects;

/**
 * Which MongoDB, and how it is talked to.
 *
 * @param uri a connection string with the name of the database; galley is taken without one
 * @param poolSize connections at most, 1 to 1,000
 * @param timeout how long one exchange may take, 1 s to 5 min
 * @param snapshotGrace how long contents are kept that nothing refers to, 1 s or more
 */
public record MongoSettings(
    ConnectionString uri, int poolSize, Duration timeout, Duration snapshotGrace) {
  /** The setting that holds the connection string. */
  public static final String SETTING = "galley.mongo.uri";

  private static final String DATABASE = "galley";

  public MongoSettings {
    Objects.requireNonNull(uri, "uri");
    if (poolSize < 1 || poolSize > 1_000) {
      throw new IllegalArgumentException(
          "galley.mongo.pool-size: " + poolSize + " (expected: 1 to 1000)");
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "galley.mongo.timeout: " + timeout + " (expected: 1s to 5m)");
    }
    if (snapshotGrace.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "galley.mongo.snapshot-grace: " + snapshotGrace + " (expected: 1s or more)");
    }
    requireSafe(uri);
  }

  /**
   * The settings of a connection string.
   *
   * @throws IllegalArgumentException when it can't be read or asks for less than Galley promises;
   *     what it says does not hold the string itself, which may hold a password
   */
  public static MongoSettings of(String uri) {
    return of(uri, 32, Duration.ofSeconds(10), Duration.ofHours(1));
  }

  /** The same with all else that can be set. */
  public static MongoSettings of(
      String uri, int poolSize, Duration timeout, Duration snapshotGrace) {
    return new MongoSettings(parse(uri), poolSize, timeout, snapshotGrace);
  }

  private static ConnectionString parse(String uri) {
    try {
      return new ConnectionString(uri);
    } catch (IllegalArgumentException e) {
      // The message of the driver may repeat a part of the string.
      throw new IllegalArgumentException(
          SETTING
              + ": not a connection string (expected: mongodb://host:port,.../database?replicaSet=name"
              + " or mongodb+srv://..., reserved characters of the password percent-encoded)");
    }
  }

  private static void requireSafe(ConnectionString uri) {
    if (uri.getTimeout() != null) {
      throw new IllegalArgumentException(
          SETTING + ": timeoutMS (expected: none; galley.mongo.timeout is the setting for that)");
    }
    WriteConcern concern = uri.getWriteConcern();
    if (concern != null && !isMajority(concern)) {
      throw unsafe("w", "majority: what is acknowledged has to survive the loss of a server");
    }
    if (concern != null && Boolean.FALSE.equals(concern.getJournal())) {
      throw unsafe("journal", "true: what is acknowledged has to be on disk");
    }
    if (uri.getReadPreference() != null && !uri.getReadPreference().getName().equals("primary")) {
      throw unsafe("readPreference", "primary: decisions need what was written last");
    }
    if (uri.getReadConcern() != null
        && uri.getReadConcern().getLevel() != null
        && uri.getReadConcern().getLevel() != ReadConcernLevel.MAJORITY
        && uri.getReadConcern().getLevel() != ReadConcernLevel.LINEARIZABLE) {
      throw unsafe("readConcernLevel", "majority: what is read must not be rolled back");
    }
  }

  private static boolean isMajority(WriteConcern concern) {
    Object w = concern.getWObject();
    return w == null || w.equals("majority");
  }

  private static IllegalArgumentException unsafe(String option, String expected) {
    return new IllegalArgumentException(
        SETTING
            + ": "
            + option
            + " asks for less than is promised (expected: none, or "
            + expected
            + ")");
  }

  /** The database's name. */
  public String database() {
    String name = uri.getDatabase();
    return name == null ? DATABASE : name;
  }

  /** Hosts and database, without names and passwords. */
  @Override
  public String toString() {
    return String.join(",", uri.getHosts()) + '/' + database();
  }
}
