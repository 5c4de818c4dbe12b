package dev.galley.benchmarks;

import dev.galley.localbroker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The broker is away for minutes while authors go on: their commits may be neither slower nor fail,
 * and what has piled up has to drain when it is back.
 */
final class OutageProof {
  private static final int ASSISTANTS_EACH = 50;
  private static final double LEAST_RATE = 2_000;

  /** How many times the p99 before the p99 during the outage may be, on a machine that is noisy. */
  private static final double FACTOR = 1.5;

  private OutageProof() {}

  static boolean run(Path data, int minutes, int clients) throws Exception {
    BrokerProcess broker = BrokerProcess.in(data.resolve("kafka")).start();
    try (Server server =
            Server.start(
                data.resolve("galley"),
                Map.of("GALLEY_KAFKA_BOOTSTRAP", broker.bootstrapServers()));
        Committers authors =
            Committers.prepare(
                () -> List.of(server.url()), server.token("author"), clients, ASSISTANTS_EACH);
        TopicReader committed =
            new TopicReader(broker.bootstrapServers(), "galley.draft-committed")) {
      authors.start(Long.MAX_VALUE);
      Thread.sleep(Duration.ofMinutes(1));
      authors.latencies();
      Thread.sleep(Duration.ofMinutes(Math.max(1, minutes / 2)));
      Latencies before = authors.latencies();
      long failuresBefore = authors.failures();
      broker.kill();
      long hadBefore = committed.applied();
      Thread.sleep(Duration.ofMinutes(minutes));
      Latencies during = authors.latencies();
      long failures = authors.failures() - failuresBefore;
      authors.stop();
      long backlog = authors.commits() - committed.applied();
      System.out.println("commits before the outage: " + before.summary());
      System.out.println("commits during the outage: " + during.summary());
      System.out.printf(
          "failed calls: %d; backlog: %d events%n", failures, authors.commits() - hadBefore);

      broker.start();
      double drained = drain(committed, authors.commits());
      double rate = backlog / drained;
      System.out.printf(
          "backlog of %d drained in %.1f s from the first event on: %.0f a second%n",
          backlog, drained, rate);
      long parked = Figures.of(server.url()).value("galley_events_parked_aggregates");
      boolean good =
          failures == 0
              && during.p(99) <= before.p(99) * FACTOR
              && rate >= LEAST_RATE
              && parked == 0
              && committed.bad().isEmpty()
              && committed.applied() == authors.commits();
      System.out.printf(
          "%s p99 %.2f times that of before (at most %.1f), %d parked, %d of %d arrived%n",
          good ? "ok  " : "BAD ",
          during.p(99) / before.p(99),
          FACTOR,
          parked,
          committed.applied(),
          authors.commits());
      return good;
    } finally {
      broker.close();
    }
  }

  /** Seconds from the first event that comes to the last. */
  private static double drain(TopicReader reader, long all) throws InterruptedException {
    long had = reader.applied();
    long limit = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (reader.applied() == had && System.nanoTime() < limit) {
      Thread.sleep(5);
    }
    long first = System.nanoTime();
    while (reader.applied() < all && System.nanoTime() < limit) {
      Thread.sleep(5);
    }
    return (System.nanoTime() - first) / 1e9;
  }
}
