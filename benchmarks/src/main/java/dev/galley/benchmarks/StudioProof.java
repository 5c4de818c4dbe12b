package dev.galley.benchmarks;

import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Studios at work: each user edits an agent's flow of his own, which saves itself, and undoes,
 * redoes and restores in between. The server is killed under them with {@code kill -9}; afterwards
 * head, cursor, version and history have to be those that were acknowledged last, or those of the
 * call that was under way.
 */
final class StudioProof {

  private StudioProof() {}

  static boolean run(
      Path dataDirectory, Optional<Path> flows, int users, int seconds, int rate, int kills)
      throws Exception {
    List<JsonObject> all = StudioFlow.all(flows);
    List<String> bad = new ArrayList<>();
    AtomicLong saves = new AtomicLong();
    Latencies latencies = new Latencies();
    try (Server server = Server.start(dataDirectory)) {
      List<Studio> studios = new ArrayList<>();
      for (int i = 0; i < users; i++) {
        studios.add(Studio.open(server, i, all.get(i % all.size())));
      }
      long began = System.nanoTime();
      for (int part = 0; part <= kills; part++) {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
          List<Future<?>> running = new ArrayList<>();
          for (Studio studio : studios) {
            running.add(threads.submit(() -> studio.work(server, rate, over, saves, latencies)));
          }
          Thread.sleep(seconds * 1_000L / (kills + 1));
          over.set(true);
          if (part < kills) {
            server.kill();
          }
          for (Future<?> one : running) {
            one.get();
          }
        }
        if (part < kills) {
          server.restart();
        }
        for (Studio studio : studios) {
          studio.look(server, bad);
        }
        System.out.printf(
            "part %d of %d: %d writes acknowledged so far, %d wrong%n",
            part + 1, kills + 1, saves.get(), bad.size());
      }
      double took = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%d studios, %d writes in %.0f s with %d kills: %.1f a second%n",
          users, saves.get(), took, kills, saves.get() / took);
      System.out.println("one write: " + latencies.summary());
    }
    bad.forEach(line -> System.out.println("BAD  " + line));
    System.out.println(bad.isEmpty() ? "ok   nothing acknowledged is lost" : "BAD  see above");
    return EventCheck.run(dataDirectory) && bad.isEmpty();
  }

  private record Entry(long seqNo, ContentHash hash) {}

  /** What a working copy has to be. */
  private record State(long version, long last, long cursor, List<Entry> path) {

    State write(ContentHash hash) {
      List<Entry> next = new ArrayList<>(path.stream().filter(e -> e.seqNo() <= cursor).toList());
      next.add(new Entry(last + 1, hash));
      return new State(version + 1, last + 1, last + 1, List.copyOf(next));
    }

    State to(long seqNo) {
      return new State(version + 1, last, seqNo, path);
    }

    Optional<Entry> before() {
      return path.stream().filter(e -> e.seqNo() < cursor).reduce((a, b) -> b);
    }

    Optional<Entry> after() {
      return path.stream().filter(e -> e.seqNo() > cursor).findFirst();
    }

    ContentHash head() {
      return path.stream().filter(e -> e.seqNo() == cursor).findFirst().orElseThrow().hash();
    }

    String tag() {
      return '"' + Long.toString(version) + '"';
    }
  }

  /** One user with his flow. */
  private static final class Studio {
    private final String user;
    private final String draft;
    private final JsonObject flow;
    private final Random random;
    private State acknowledged;
    private Optional<State> underWay = Optional.empty();
    private int edits;

    private Studio(String user, String draft, JsonObject flow, int seed, State first) {
      this.user = user;
      this.draft = draft;
      this.flow = flow;
      this.random = new Random(seed);
      this.acknowledged = first;
    }

    static Studio open(Server server, int number, JsonObject flow) throws Exception {
      String user = "studio" + number;
      String agents = "/v1/tenants/default/agents";
      String draft = agents + '/' + user + "/revisions/1/draft";
      try (Client client = new Client(server.url(), server.token(user))) {
        client.post(agents, JsonObject.builder().put("id", user).build()).expect(201);
        client.post(agents + '/' + user + "/revisions", flow).expect(201);
        client.autosave(draft, flow, "").expect(204);
      }
      State first = new State(1, 1, 1, List.of(new Entry(1, hash(flow))));
      return new Studio(user, draft, flow, number, first);
    }

    private static ContentHash hash(JsonObject content) {
      return AgentContent.parse(content).snapshot().hash();
    }

    Void work(Server server, int rate, AtomicBoolean over, AtomicLong saves, Latencies latencies)
        throws InterruptedException {
      try (Client client = new Client(server.url(), server.token(user))) {
        while (!over.get()) {
          long began = System.nanoTime();
          if (step(client)) {
            saves.incrementAndGet();
            latencies.record(System.nanoTime() - began);
          }
          Thread.sleep(
              Math.max(0, 1_000 / rate - (System.nanoTime() - began) / 1_000_000)
                  + random.nextInt(20));
        }
      } catch (IOException e) {
        if (!over.get()) {
          throw new IllegalStateException("the server did not answer, and was not killed", e);
        }
      }
      return null;
    }

    private boolean step(Client client) throws IOException, InterruptedException {
      int dice = random.nextInt(100);
      if (dice < 8 && acknowledged.before().isPresent()) {
        State next = acknowledged.to(acknowledged.before().get().seqNo());
        return done(client, next, draft + ":undo", JsonObject.EMPTY);
      }
      if (dice < 14 && acknowledged.after().isPresent()) {
        State next = acknowledged.to(acknowledged.after().get().seqNo());
        return done(client, next, draft + ":redo", JsonObject.EMPTY);
      }
      if (dice < 17) {
        Entry entry = acknowledged.path().get(random.nextInt(acknowledged.path().size()));
        if (!entry.hash().equals(acknowledged.head())) {
          return done(
              client,
              acknowledged.write(entry.hash()),
              draft + ":restore",
              JsonObject.builder().put("seqNo", entry.seqNo()).build());
        }
      }
      JsonObject edited = StudioFlow.edited(flow, random.nextInt(), user + " edit " + ++edits);
      State next = acknowledged.write(hash(edited));
      underWay = Optional.of(next);
      client.autosave(draft, edited, acknowledged.tag()).expect(204);
      acknowledged = next;
      underWay = Optional.empty();
      return true;
    }

    private boolean done(Client client, State next, String path, JsonObject body)
        throws IOException, InterruptedException {
      underWay = Optional.of(next);
      client.postTo(path, body, acknowledged.tag()).expect(200);
      acknowledged = next;
      underWay = Optional.empty();
      return true;
    }

    /** Compares what is there with the ledger, and goes on from what is there. */
    void look(Server server, List<String> bad) throws Exception {
      try (Client client = new Client(server.url(), server.token(user))) {
        Client.Answer answer = client.get(draft).expect(200);
        List<Entry> path = new ArrayList<>();
        for (Json item : ((JsonArray) answer.body().get("history").orElseThrow()).items()) {
          JsonObject entry = (JsonObject) item;
          path.add(
              new Entry(
                  number(entry, "seqNo"),
                  new ContentHash(entry.text("contentHash").orElseThrow())));
        }
        State found =
            new State(
                answer.number("version"),
                Math.max(acknowledged.last(), path.getLast().seqNo()),
                answer.number("historyCursor"),
                List.copyOf(path));
        ContentHash head = hash((JsonObject) answer.body().get("headData").orElseThrow());
        boolean known = found.equals(acknowledged) || underWay.filter(found::equals).isPresent();
        if (!known || !head.equals(found.head())) {
          bad.add(user + ": there is " + found + ", acknowledged was " + acknowledged);
        }
        acknowledged = found;
        underWay = Optional.empty();
      }
    }

    private static long number(JsonObject object, String name) {
      return (long) ((JsonNumber) object.get(name).orElseThrow()).value();
    }
  }
}
