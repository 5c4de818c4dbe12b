package dev.galley.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills the server with {@code kill -9} under load, again and again, and looks whether anything
 * that was acknowledged is lost. Each author has an assistant of his own and keeps a ledger of the
 * last edit that was acknowledged as committed, and of the one that was under way when the server
 * died: after each restart live has to be one of the two, and all further work goes on from there.
 */
final class CrashHarness {

  private CrashHarness() {}

  static boolean run(Path dataDirectory, int clients, int kills) throws Exception {
    return kill(dataDirectory, Map.of(), clients, kills) && EventCheck.run(dataDirectory);
  }

  /** The same on a MongoDB, whose contents are carried to a PostgreSQL to be looked at. */
  static boolean onMongo(Path dataDirectory, Optional<String> uri, int clients, int kills)
      throws Exception {
    try (MongoServer mongo = MongoServer.of(uri)) {
      boolean good = kill(dataDirectory, Map.of("GALLEY_MONGO_URI", mongo.uri()), clients, kills);
      Path looked = dataDirectory.resolve("looked-at");
      MongoProof.carry(mongo, looked);
      return EventCheck.run(looked) && good;
    }
  }

  private static boolean kill(
      Path dataDirectory, Map<String, String> settings, int clients, int kills) throws Exception {
    AtomicLong acknowledged = new AtomicLong();
    List<String> lost = new ArrayList<>();
    try (Server server = Server.start(dataDirectory, settings)) {
      List<Author> authors = new ArrayList<>();
      try (Client client = new Client(server.url(), server.token("author0"))) {
        for (int i = 0; i < clients; i++) {
          authors.add(new Author("author" + i, Work.create(client, "Crash " + i), acknowledged));
        }
      }
      for (int kill = 1; kill <= kills; kill++) {
        AtomicBoolean dying = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
          List<Future<?>> running = new ArrayList<>();
          for (Author author : authors) {
            running.add(threads.submit(() -> author.work(server, dying)));
          }
          Thread.sleep(500 + ThreadLocalRandom.current().nextInt(2_500));
          dying.set(true);
          server.kill();
          for (Future<?> one : running) {
            one.get();
          }
        }
        server.restart();
        try (Client client = new Client(server.url(), server.token("author0"))) {
          for (Author author : authors) {
            author.look(client, lost);
          }
        }
        System.out.printf(
            "kill %d of %d: %d writes acknowledged so far, %d lost%n",
            kill, kills, acknowledged.get(), lost.size());
      }
    }
    lost.forEach(line -> System.out.println("BAD  " + line));
    return lost.isEmpty();
  }

  /** One author with his assistant. */
  private static final class Author {
    private final String user;
    private final String assistant;
    private final AtomicLong acknowledged;
    private int cycle;
    private String committed;
    private String opened = "";
    private String headWritten = "";
    private String underWay = "";

    Author(String user, String assistant, AtomicLong acknowledged) {
      this.user = user;
      this.assistant = assistant;
      this.acknowledged = acknowledged;
      this.committed = "";
    }

    Void work(Server server, AtomicBoolean dying) throws InterruptedException {
      try (Client client = new Client(server.url(), server.token(user))) {
        while (!dying.get()) {
          String text = user + " cycle " + ++cycle;
          String draft = opened(client);
          opened = draft;
          acknowledged.incrementAndGet();
          underWay = text;
          client.put(Work.path(draft), Work.instructions(text)).expect(200);
          headWritten = text;
          acknowledged.incrementAndGet();
          client.post(Work.path(assistant) + "/draft/_commit").expect(200);
          committed = text;
          opened = "";
          headWritten = "";
          underWay = "";
          acknowledged.incrementAndGet();
        }
      } catch (IOException e) {
        // The server is gone; the ledger says what had been acknowledged.
        if (!dying.get()) {
          throw new IllegalStateException(
              "the server did not answer although it was not killed", e);
        }
      }
      return null;
    }

    private String opened(Client client) throws IOException, InterruptedException {
      Client.Answer answer = client.post(Work.path(assistant) + "/_edit");
      if (answer.status() != 200) {
        answer.expect(201);
      }
      return answer.text("id");
    }

    /** Compares what is there with the ledger, and goes on from what is there. */
    void look(Client client, List<String> lost) throws IOException, InterruptedException {
      String live = client.get(Work.path(assistant)).expect(200).text("instructions");
      boolean first = committed.isEmpty() && live.startsWith("You are ");
      if (!first && !live.equals(committed) && !live.equals(underWay)) {
        lost.add(user + ": live is '" + live + "', acknowledged was '" + committed + "'");
      }
      Client.Answer draft = client.get(Work.path(assistant) + "/draft");
      boolean published = live.equals(underWay);
      if (!headWritten.isEmpty() && !published) {
        if (draft.status() != 200 || !draft.text("instructions").equals(headWritten)) {
          lost.add(user + ": the acknowledged edit '" + headWritten + "' is not in the draft");
        }
      }
      if (!opened.isEmpty() && !published) {
        if (draft.status() != 200 || !draft.text("id").equals(opened)) {
          lost.add(user + ": the acknowledged draft " + opened + " is not there");
        }
      }
      if (published && draft.status() == 200) {
        lost.add(user + ": committed, but the draft is still there");
      }
      if (published) {
        committed = live;
      }
      opened = "";
      headWritten = "";
      underWay = "";
    }
  }
}
