package dev.galley.benchmarks;

import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import dev.galley.localbroker.BrokerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Commits under load while the broker and the server are killed with {@code kill -9} in turns; then
 * looks whether each commit has had its effect at a consumer just once, and in order.
 */
final class EventsProof {
  private static final int ASSISTANTS_EACH = 12;
  private static final Duration QUIET = Duration.ofSeconds(60);

  private EventsProof() {}

  static boolean run(Path data, int commits, int clients, int brokerKills, int serverKills)
      throws Exception {
    BrokerProcess broker = BrokerProcess.in(data.resolve("kafka")).start();
    boolean good;
    try (Server server =
            Server.start(
                data.resolve("galley"),
                Map.of("GALLEY_KAFKA_BOOTSTRAP", broker.bootstrapServers()));
        Committers authors =
            Committers.prepare(
                () -> List.of(server.url()), server.token("author"), clients, ASSISTANTS_EACH);
        TopicReader committed =
            new TopicReader(broker.bootstrapServers(), "galley.draft-committed");
        TopicReader lifecycle = new TopicReader(broker.bootstrapServers(), "galley.lifecycle")) {
      long began = System.nanoTime();
      authors.start(commits);
      int kills = brokerKills + serverKills;
      for (int kill = 1; kill <= kills; kill++) {
        long until = (long) commits * kill / (kills + 1);
        while (authors.commits() < until) {
          Thread.sleep(20);
        }
        // In turns, as long as there are both.
        boolean killBroker = kill % 2 == 1 ? kill / 2 < brokerKills : kill / 2 > serverKills;
        if (killBroker) {
          broker.kill();
          Thread.sleep(1_000);
          broker.start();
        } else {
          server.kill();
          server.restart();
        }
        System.out.printf(
            "%s killed (%d of %d): %d commits acknowledged, %d at the consumer%n",
            killBroker ? "broker" : "server", kill, kills, authors.commits(), committed.applied());
      }
      while (!authors.done()) {
        Thread.sleep(50);
      }
      authors.stop();
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%d commits acknowledged in %.0f s (%.0f a second), %d calls failed meanwhile%n",
          authors.commits(), seconds, authors.commits() / seconds, authors.failures());
      committed.await(Long.MAX_VALUE, QUIET.dividedBy(3));
      server.stop();
      good = look(data.resolve("galley"), committed, lifecycle, authors);
    } finally {
      broker.close();
    }
    return EventCheck.run(data.resolve("galley")) && good;
  }

  private static boolean look(
      Path data, TopicReader committed, TopicReader lifecycle, Committers authors)
      throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.in(data));
        Connection store =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      boolean good = Delivery.check(store, ".draft-committed.v1", committed);
      good &= Delivery.check(store, ".created.v1", lifecycle);
      return Delivery.checkAcknowledged(store, authors.acknowledged()) && good;
    }
  }
}
