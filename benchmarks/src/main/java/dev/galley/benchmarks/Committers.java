package dev.galley.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Authors who commit all the time, each to assistants of his own, and keep a ledger of what was
 * acknowledged. When a server fails they try another one, or the same one again.
 */
final class Committers implements AutoCloseable {
  private final Supplier<List<URI>> servers;
  private final String token;
  private final List<List<String>> assistants;
  private final ExecutorService threads;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Future<Void>> running = new ArrayList<>();

  /** The highest revision that was acknowledged, and how many commits were. */
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile Latencies latencies = new Latencies();

  private Committers(Supplier<List<URI>> servers, String token, List<List<String>> assistants) {
    this.servers = servers;
    this.token = token;
    this.assistants = assistants;
    this.threads = Executors.newFixedThreadPool(assistants.size());
  }

  /** Creates the assistants of so many authors. */
  static Committers prepare(
      Supplier<List<URI>> servers, String token, int authors, int assistantsEach)
      throws IOException, InterruptedException {
    List<List<String>> all = new ArrayList<>();
    try (Client client = new Client(servers.get().getFirst(), token)) {
      for (int i = 0; i < authors; i++) {
        List<String> own = new ArrayList<>();
        for (int j = 0; j < assistantsEach; j++) {
          own.add(Work.create(client, "Author " + i + " assistant " + j));
        }
        all.add(own);
      }
    }
    return new Committers(servers, token, all);
  }

  /** Lets them work until {@link #stop}, or until so many commits were acknowledged in all. */
  void start(long limit) {
    for (int i = 0; i < assistants.size(); i++) {
      int author = i;
      running.add(threads.submit(() -> work(author, limit)));
    }
  }

  private Void work(int author, long limit) throws InterruptedException {
    int round = author;
    while (!stopped.get() && commits.get() < limit) {
      List<URI> up = servers.get();
      try (Client client = new Client(up.get(round++ % up.size()), token)) {
        for (int i = 0; !stopped.get() && commits.get() < limit; i++) {
          List<String> own = assistants.get(author);
          commit(client, own.get(i % own.size()));
        }
      } catch (IOException | IllegalStateException e) {
        failures.incrementAndGet();
        if (!stopped.get()) {
          Thread.sleep(100);
        }
      }
    }
    return null;
  }

  private void commit(Client client, String id) throws IOException, InterruptedException {
    Client.Answer opened = client.post(Work.path(id) + "/_edit");
    if (opened.status() != 200) {
      opened.expect(201);
    }
    String text = "Text " + System.nanoTime();
    client.put(Work.path(opened.text("id")), Work.instructions(text)).expect(200);
    long began = System.nanoTime();
    Client.Answer answer = client.post(Work.path(id) + "/draft/_commit").expect(200);
    latencies.record(System.nanoTime() - began);
    acknowledged.merge(id, answer.number("revision"), Math::max);
    commits.incrementAndGet();
  }

  /** Whether all have ended by themselves. */
  boolean done() {
    return running.stream().allMatch(Future::isDone);
  }

  /** How many commits were acknowledged so far. */
  long commits() {
    return commits.get();
  }

  /** How many calls have failed so far. */
  long failures() {
    return failures.get();
  }

  /** What commits took since this was asked last. */
  Latencies latencies() {
    Latencies until = latencies;
    latencies = new Latencies();
    return until;
  }

  /** The highest acknowledged revision of each assistant. */
  Map<String, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** Lets each end what it is doing. */
  void stop() throws Exception {
    stopped.set(true);
    for (Future<Void> one : running) {
      one.get(2, TimeUnit.MINUTES);
    }
  }

  @Override
  public void close() {
    stopped.set(true);
    threads.shutdownNow();
  }
}
