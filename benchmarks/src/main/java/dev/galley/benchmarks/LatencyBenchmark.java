package dev.galley.benchmarks;

import dev.galley.localbroker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How long an event takes from its commit to a consumer, at a steady rate of commits that does not
 * wait for answers. The drafts are opened and edited before, so that the rate is one of commits
 * alone.
 */
final class LatencyBenchmark {
  private static final int WARM_UP_SECONDS = 5;

  private LatencyBenchmark() {}

  static boolean run(Path data, int rate, int seconds) throws Exception {
    BrokerProcess broker = BrokerProcess.in(data.resolve("kafka")).start();
    try (Server server =
            Server.start(
                data.resolve("galley"),
                Map.of("GALLEY_KAFKA_BOOTSTRAP", broker.bootstrapServers()));
        TopicReader committed =
            new TopicReader(broker.bootstrapServers(), "galley.draft-committed");
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<String> drafted = prepared(server, rate * (seconds + WARM_UP_SECONDS), threads);
      System.out.printf("%d drafts are ready%n", drafted.size());
      commit(server, drafted.subList(0, rate * WARM_UP_SECONDS), rate, threads);
      committed.await((long) rate * WARM_UP_SECONDS, Duration.ofSeconds(10));
      committed.latencies();
      Latencies answers =
          commit(server, drafted.subList(rate * WARM_UP_SECONDS, drafted.size()), rate, threads);
      committed.await(drafted.size(), Duration.ofSeconds(10));
      Latencies events = committed.latencies();
      System.out.println("commit to answer:   " + answers.summary());
      System.out.println("change to consumer: " + events.summary());
      boolean good =
          events.p(50) < 100
              && events.p(99) < 1_000
              && committed.bad().isEmpty()
              && committed.applied() == drafted.size();
      System.out.printf(
          "%s p50 under 100 ms and p99 under 1 s at %d commits a second%n",
          good ? "ok  " : "BAD ", rate);
      return good;
    } finally {
      broker.close();
    }
  }

  private static List<String> prepared(Server server, int count, ExecutorService threads)
      throws Exception {
    int workers = 8;
    List<Future<List<String>>> parts = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      parts.add(
          threads.submit(() -> {
            List<String> ids = new ArrayList<>();
            try (Client client = new Client(server.url(), server.token("author"))) {
              for (int n = worker; n < count; n += workers) {
                String id = Work.create(client, "Latency " + n);
                String draft = client.post(Work.path(id) + "/_edit").expect(201).text("id");
                client.put(Work.path(draft), Work.instructions("Text " + n)).expect(200);
                ids.add(id);
              }
            }
            return ids;
          }));
    }
    List<String> all = new ArrayList<>();
    for (Future<List<String>> part : parts) {
      all.addAll(part.get());
    }
    return all;
  }

  /** Commits at the rate, whatever the answers take; what they took. */
  private static Latencies commit(
      Server server, List<String> drafted, int rate, ExecutorService threads) throws Exception {
    Latencies latencies = new Latencies();
    String token = server.token("author");
    List<Future<?>> all = new ArrayList<>();
    try (Client client = new Client(server.url(), token)) {
      long began = System.nanoTime();
      for (int i = 0; i < drafted.size(); i++) {
        long due = began + i * 1_000_000_000L / rate;
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        String id = drafted.get(i);
        all.add(
            threads.submit(() -> {
              client.post(Work.path(id) + "/draft/_commit").expect(200);
              latencies.record(System.nanoTime() - due);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return latencies;
  }
}
