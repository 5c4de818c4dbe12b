package dev.galley.benchmarks;

import dev.galley.domain.chat.Cost;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many reporters tell of messages of a few users over a few days, some of them twice: the usage has
 * to be what a recount gives, to the last digit, and to be read as fast after all as after the
 * first.
 */
final class UsageProof {
  private static final int USERS = 5;
  private static final int DAYS = 7;
  private static final int READS = 300;

  /** One in so many is told of twice, the second time when the reporter has told of others. */
  private static final int REPEATED = 20;

  private static final int REPEATED_AFTER = 12;

  private final Server server;
  private final List<String> chats;
  private final int reporters;
  private final Instant now = Instant.now();

  private UsageProof(Server server, List<String> chats, int reporters) {
    this.server = server;
    this.chats = chats;
    this.reporters = reporters;
  }

  /** What message i is: the same whenever it is asked for. */
  private record Told(int user, Instant at, long input, long output, BigDecimal cost) {

    static Told of(int i, Instant now) {
      Random random = new Random(i * 2_654_435_761L);
      long nanos =
          random.nextInt(1_000) == 0
              ? Cost.MOST * 1_000_000_000 - 1
              : random.nextLong(10_000_000_000L);
      return new Told(
          random.nextInt(USERS),
          now.minus(Duration.ofDays(random.nextInt(DAYS))),
          random.nextInt(100_000),
          random.nextInt(10_000),
          BigDecimal.valueOf(nanos, Cost.DECIMALS));
    }

    Json body(int i) {
      return JsonObject.builder()
          .put("role", "assistant")
          .put("messageId", "m" + i)
          .put("at", at.toString())
          .put("inputTokens", input)
          .put("outputTokens", output)
          .put(
              "cost",
              i % 2 == 0 ? new JsonNumber(cost.doubleValue()) : Json.of(cost.toPlainString()))
          .build();
    }
  }

  static boolean run(Path dataDirectory, int messages, int reporters) throws Exception {
    try (Server server = Server.start(dataDirectory);
        Client author = new Client(server.url(), server.token("user-0"))) {
      String assistant = Work.create(author, "Metered");
      List<String> chats = new ArrayList<>();
      for (int user = 0; user < USERS; user++) {
        try (Client client = new Client(server.url(), server.token("user-" + user))) {
          JsonObject wish = JsonObject.builder().put("assistantId", assistant).build();
          chats.add(client.post("/api/chats", wish).expect(201).text("id"));
        }
      }
      UsageProof proof = new UsageProof(server, chats, reporters);
      String usage = Work.path(assistant) + "/usage";
      int first = Math.max(1, messages / 100);
      proof.report(0, first);
      String early = reads(author, usage);
      long began = System.nanoTime();
      long counted = proof.report(first, messages);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%d messages from %d reporters in %.1f s: %.0f messages/s%n",
          messages - first, reporters, seconds, (messages - first) / seconds);
      System.out.println("GET usage after " + first + ": " + early);
      System.out.println("GET usage after " + messages + ": " + reads(author, usage));
      boolean good = told("counted once", "" + (messages - first), "" + counted);
      good &= proof.check(author.text(usage), messages);
      return good;
    }
  }

  private static String reads(Client client, String path) throws Exception {
    Latencies latencies = new Latencies();
    for (int i = 0; i < READS / 3; i++) {
      client.text(path);
    }
    for (int i = 0; i < READS; i++) {
      latencies.time(() -> client.text(path));
    }
    return latencies.summary();
  }

  /** Tells of the messages of a range; how many were counted. */
  private long report(int from, int to) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(reporters)) {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < reporters; i++) {
        int reporter = i;
        all.add(threads.submit(() -> report(from + reporter, to, reporters)));
      }
      long counted = 0;
      for (Future<Long> one : all) {
        counted += one.get(1, TimeUnit.HOURS);
      }
      return counted;
    }
  }

  private long report(int from, int to, int step) throws Exception {
    List<Client> users =
        IntStream.range(0, USERS)
            .mapToObj(user -> new Client(server.url(), server.token("user-" + user)))
            .toList();
    try {
      long counted = 0;
      for (int i = from; i < to; i += step) {
        counted += report(users, i);
        int earlier = i - REPEATED_AFTER * step;
        if (earlier >= from && earlier % REPEATED == 0) {
          counted += report(users, earlier);
        }
      }
      return counted;
    } finally {
      users.forEach(Client::close);
    }
  }

  private int report(List<Client> users, int i) throws Exception {
    Told told = Told.of(i, now);
    Client.Answer answer =
        users
            .get(told.user())
            .post("/api/chats/" + chats.get(told.user()) + "/messages", told.body(i))
            .expect(200);
    return answer.body().get("counted").equals(Optional.of(Json.of(true))) ? 1 : 0;
  }

  private boolean check(String usage, int messages) {
    BigDecimal cost = BigDecimal.ZERO;
    long input = 0;
    long output = 0;
    for (int i = 0; i < messages; i++) {
      Told told = Told.of(i, now);
      cost = cost.add(told.cost());
      input += told.input();
      output += told.output();
    }
    boolean good =
        told("totalCost", cost.stripTrailingZeros().toPlainString(), number(usage, "totalCost"));
    good &= told("totalMessages", "" + messages, number(usage, "totalMessages"));
    good &= told("totalChats", "" + USERS, number(usage, "totalChats"));
    good &= told("totalInputTokens", "" + input, number(usage, "totalInputTokens"));
    good &= told("totalOutputTokens", "" + output, number(usage, "totalOutputTokens"));
    return good;
  }

  /** A number as it stands in the text: parsed as others are, it would lose digits. */
  private static String number(String json, String name) {
    return json.replaceFirst("(?s).*\"" + name + "\":([^,}]*)[,}].*", "$1");
  }

  private static boolean told(String name, String expected, String found) {
    boolean same = expected.equals(found);
    System.out.println(
        (same ? "ok   " : "BAD  ")
            + name
            + " is "
            + found
            + (same ? "" : " (expected: " + expected + ")"));
    return same;
  }
}
