package dev.galley.benchmarks;

import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import dev.galley.localbroker.BrokerProcess;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Several servers on one PostgreSQL share the relaying. One after the other is killed or stands
 * still for longer than a lease, under load. What it held has to be taken over in time, and the
 * consumer has to have everything once and in order.
 */
final class RelaysProof {
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Duration TAKEOVER = LEASE.plusSeconds(2);
  private static final int ASSISTANTS_EACH = 20;

  private RelaysProof() {}

  static boolean run(Path data, int servers, int faults, int clients) throws Exception {
    Random random = new Random(30);
    BrokerProcess broker = BrokerProcess.in(data.resolve("kafka")).start();
    List<Server> all = new ArrayList<>();
    Set<URI> up = ConcurrentHashMap.newKeySet();
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.start(EmbeddedPostgresSettings.in(data.resolve("postgres")));
        Connection store =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      Map<String, String> settings =
          Map.of(
              "GALLEY_KAFKA_BOOTSTRAP",
              broker.bootstrapServers(),
              "GALLEY_EVENTS_LEASE",
              LEASE.toSeconds() + "s",
              "GALLEY_POSTGRES_URL",
              url(postgres));
      all.addAll(Server.startSeveral(data, servers, settings));
      all.forEach(server -> up.add(server.url()));
      boolean good;
      try (Committers authors =
              Committers.prepare(
                  () -> List.copyOf(up), all.getFirst().token("author"), clients, ASSISTANTS_EACH);
          TopicReader committed =
              new TopicReader(broker.bootstrapServers(), "galley.draft-committed")) {
        authors.start(Long.MAX_VALUE);
        good = awaitShares(store, servers);
        double slowest = 0;
        for (int fault = 1; fault <= faults; fault++) {
          Server struck = all.get(random.nextInt(servers));
          boolean kill = random.nextBoolean();
          int held = slotsOf(store, struck.pid());
          up.remove(struck.url());
          long began = System.nanoTime();
          long pid = struck.pid();
          if (kill) {
            struck.kill();
          } else {
            struck.pause();
          }
          double seconds = takenOver(store, pid, began);
          slowest = Math.max(slowest, seconds);
          good &= seconds <= TAKEOVER.toMillis() / 1_000.0;
          if (kill) {
            struck.restart();
          } else {
            struck.resume();
          }
          up.add(struck.url());
          good &= awaitShares(store, servers);
          System.out.printf(
              "%s (%d of %d): its %d slots were taken over after %.1f s; %d commits, %d effects%n",
              kill ? "killed" : "paused",
              fault,
              faults,
              held,
              seconds,
              authors.commits(),
              committed.applied());
        }
        authors.stop();
        System.out.printf(
            "%s slowest takeover: %.1f s (at most: %.1f s)%n",
            good ? "ok  " : "BAD ", slowest, TAKEOVER.toMillis() / 1_000.0);
        committed.await(Long.MAX_VALUE, Duration.ofSeconds(15));
        good &= Delivery.check(store, ".draft-committed.v1", committed);
        good &= Delivery.checkAcknowledged(store, authors.acknowledged());
      }
      return good;
    } finally {
      all.forEach(Server::close);
      broker.close();
    }
  }

  private static String url(EmbeddedPostgres postgres) {
    return postgres.jdbcUrl()
        + (postgres.jdbcUrl().contains("?") ? '&' : '?')
        + "user="
        + URLEncoder.encode(postgres.user(), StandardCharsets.UTF_8)
        + "&password="
        + URLEncoder.encode(postgres.password(), StandardCharsets.UTF_8);
  }

  /** Waits until nobody has what that process had; how long it took, in seconds. */
  private static double takenOver(Connection store, long pid, long began) throws Exception {
    while (slotsOf(store, pid) > 0) {
      if (System.nanoTime() - began > Duration.ofMinutes(1).toNanos()) {
        break;
      }
      Thread.sleep(20);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Waits until each server has a part again. */
  private static boolean awaitShares(Connection store, int servers) throws Exception {
    long limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < limit) {
      if (one(
              store,
              "SELECT count(DISTINCT holder) FROM lease WHERE name LIKE 'slot/%' AND name NOT LIKE"
                  + " 'slot/member/%' AND holder <> ''")
          == servers) {
        return true;
      }
      Thread.sleep(100);
    }
    System.out.println("BAD  the servers do not share the slots");
    return false;
  }

  private static int slotsOf(Connection store, long pid) throws SQLException {
    return (int)
        one(
            store,
            "SELECT count(*) FROM lease WHERE name LIKE 'slot/%' AND name NOT LIKE 'slot/member/%'"
                + " AND holder LIKE '"
                + pid
                + "@%'");
  }

  private static long one(Connection store, String sql) throws SQLException {
    try (Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
