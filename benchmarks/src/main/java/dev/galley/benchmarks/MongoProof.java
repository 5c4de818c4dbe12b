package dev.galley.benchmarks;

import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import dev.galley.localbroker.BrokerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Several servers on one MongoDB are killed with {@code kill -9} or stand still, under load; then
 * everything is carried to a PostgreSQL and looked at there: nothing acknowledged is lost, nothing
 * is half done, and each event has reached the consumer once and in order.
 */
final class MongoProof {
  private static final int ASSISTANTS_EACH = 20;
  private static final Duration PAUSE = Duration.ofSeconds(8);

  private MongoProof() {}

  static boolean run(
      Path data, Optional<String> uri, int servers, int commits, int clients, int faults)
      throws Exception {
    Random random = new Random(60);
    BrokerProcess broker = BrokerProcess.in(data.resolve("kafka")).start();
    List<Server> all = new ArrayList<>();
    Set<URI> up = ConcurrentHashMap.newKeySet();
    try (MongoServer mongo = MongoServer.of(uri)) {
      Map<String, String> settings =
          Map.of(
              "GALLEY_KAFKA_BOOTSTRAP", broker.bootstrapServers(),
              "GALLEY_EVENTS_LEASE", "5s",
              "GALLEY_MONGO_URI", mongo.uri());
      all.addAll(Server.startSeveral(data, servers, settings));
      all.forEach(server -> up.add(server.url()));
      try (Committers authors =
              Committers.prepare(
                  () -> List.copyOf(up), all.getFirst().token("author"), clients, ASSISTANTS_EACH);
          TopicReader committed =
              new TopicReader(broker.bootstrapServers(), "galley.draft-committed")) {
        long began = System.nanoTime();
        authors.start(commits);
        for (int fault = 1; fault <= faults; fault++) {
          long until = (long) commits * fault / (faults + 1);
          while (authors.commits() < until && !authors.done()) {
            Thread.sleep(20);
          }
          Server struck = all.get(random.nextInt(servers));
          boolean kill = random.nextBoolean();
          up.remove(struck.url());
          if (kill) {
            struck.kill();
            struck.restart();
          } else {
            struck.pause();
            Thread.sleep(PAUSE);
            struck.resume();
          }
          up.add(struck.url());
          System.out.printf(
              "%s (%d of %d): %d commits acknowledged, %d effects%n",
              kill ? "killed" : "paused", fault, faults, authors.commits(), committed.applied());
        }
        while (!authors.done()) {
          Thread.sleep(50);
        }
        authors.stop();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
            "%d commits acknowledged in %.0f s, %d calls failed meanwhile%n",
            authors.commits(), seconds, authors.failures());
        committed.await(Long.MAX_VALUE, Duration.ofSeconds(20));
        all.forEach(Server::stop);
        return look(data.resolve("looked-at"), mongo, committed, authors);
      }
    } finally {
      all.forEach(Server::close);
      broker.close();
    }
  }

  private static boolean look(
      Path data, MongoServer mongo, TopicReader committed, Committers authors) throws Exception {
    carry(mongo, data);
    boolean good;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.in(data));
        Connection store =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      good = Delivery.check(store, ".draft-committed.v1", committed);
      good &= Delivery.checkAcknowledged(store, authors.acknowledged());
    }
    return EventCheck.run(data) && good;
  }

  /** Carries all of it into an empty PostgreSQL, where questions are easily asked. */
  static void carry(MongoServer mongo, Path data) throws Exception {
    int status =
        Server.command(
            Map.of("GALLEY_MONGO_URI", mongo.uri()),
            "migrate",
            "--from",
            "mongo",
            "--to",
            "postgres",
            "--data-dir",
            data.toString());
    if (status != 0) {
      throw new IllegalStateException("the migration ended with " + status);
    }
  }
}
