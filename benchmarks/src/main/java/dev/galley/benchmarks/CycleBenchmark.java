package dev.galley.benchmarks;

import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients take every assistant through the whole draft workflow; in the end each live
 * assistant has to be what its last edit said, and the event log has to have one committed event
 * per commit.
 */
final class CycleBenchmark {

  private CycleBenchmark() {}

  /**
   * Runs.
   *
   * @param agents a file of agents to work on, as {@code galley import} takes it; else assistants
   *     that are made up
   */
  static boolean run(
      Path dataDirectory, Optional<Path> agents, int clients, int assistants, int rounds)
      throws Exception {
    boolean good = true;
    try (Server server = Server.start(dataDirectory)) {
      if (agents.isPresent()) {
        server.importAgents(agents.get());
      }
      List<String> ids = assistants(server, agents.isPresent() ? 1 : assistants);
      Map<String, String> last = new ConcurrentHashMap<>();
      Latencies latencies = new Latencies();
      AtomicInteger next = new AtomicInteger();
      int all = ids.size() * rounds;
      long began = System.nanoTime();
      try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
        List<Future<?>> running = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
          String user = "author" + c;
          running.add(
              threads.submit(() -> {
                try (Client client = new Client(server.url(), server.token(user))) {
                  for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
                    String id = ids.get(i % ids.size());
                    String text = user + " in cycle " + i;
                    latencies.time(() -> {
                      Work.cycle(client, id, text);
                      return id;
                    });
                    last.put(id, text);
                  }
                }
                return null;
              }));
        }
        for (Future<?> one : running) {
          one.get();
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%d clients, %d assistants, %d cycles of 4 durable writes in %.1f s: %.0f cycles/s%n",
          clients, ids.size(), all, seconds, all / seconds);
      System.out.println("one cycle: " + latencies.summary());
      int wrong = 0;
      try (Client reader = new Client(server.url(), server.token("reader"))) {
        for (Map.Entry<String, String> entry : last.entrySet()) {
          Client.Answer live = reader.get(Work.path(entry.getKey())).expect(200);
          if (!live.text("instructions").equals(entry.getValue())) {
            wrong++;
          }
        }
      }
      System.out.printf(
          "%s live assistants that are not their last edit: %d%n",
          wrong == 0 ? "ok  " : "BAD ", wrong);
      good = wrong == 0;
    }
    return EventCheck.run(dataDirectory) && good;
  }

  /** The assistants that the team has, or new ones when there are none. */
  private static List<String> assistants(Server server, int wanted) throws Exception {
    List<String> ids = new ArrayList<>();
    try (Client client = new Client(server.url(), server.token("author0"))) {
      String link = "/api/assistants?ownerId=bench&limit=200&after=";
      while (!link.isEmpty()) {
        Client.Answer page = client.get(link).expect(200);
        JsonObject embedded = (JsonObject) page.body().get("_embedded").orElseThrow();
        ((JsonArray) embedded.get("inf:assistant").orElseThrow())
            .items()
            .forEach(item -> ids.add(((JsonObject) item).text("id").orElseThrow()));
        JsonObject links = (JsonObject) page.body().get("_links").orElseThrow();
        link =
            links
                .get("next")
                .map(next -> ((JsonObject) next).text("href").orElseThrow())
                .orElse("");
      }
      while (ids.size() < wanted) {
        ids.add(Work.create(client, "Assistant " + ids.size()));
      }
    }
    return ids;
  }
}
