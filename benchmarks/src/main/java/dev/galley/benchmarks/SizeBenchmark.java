package dev.galley.benchmarks;

import dev.galley.domain.content.JsonObject;
import java.nio.file.Path;

/** What opening and committing a draft cost with few skills and with many, in turns in one run. */
final class SizeBenchmark {

  private SizeBenchmark() {}

  static boolean run(Path dataDirectory, int few, int many, int rounds) throws Exception {
    try (Server server = Server.start(dataDirectory);
        Client client = new Client(server.url(), server.token("author"))) {
      String small = assistant(client, few);
      String large = assistant(client, many);
      for (int i = 0; i < rounds / 2; i++) {
        measure(client, small, "warm " + i, new Latencies(), new Latencies());
        measure(client, large, "warm " + i, new Latencies(), new Latencies());
      }
      Latencies openSmall = new Latencies();
      Latencies commitSmall = new Latencies();
      Latencies openLarge = new Latencies();
      Latencies commitLarge = new Latencies();
      for (int i = 0; i < rounds; i++) {
        measure(client, small, "round " + i, openSmall, commitSmall);
        measure(client, large, "round " + i, openLarge, commitLarge);
      }
      System.out.printf("_edit   %3d skills: %s%n", few, openSmall.summary());
      System.out.printf("_edit   %3d skills: %s%n", many, openLarge.summary());
      System.out.printf("_commit %3d skills: %s%n", few, commitSmall.summary());
      System.out.printf("_commit %3d skills: %s%n", many, commitLarge.summary());
      System.out.printf(
          "ratio at p50: _edit %.2f, _commit %.2f%n",
          openLarge.p(50) / openSmall.p(50), commitLarge.p(50) / commitSmall.p(50));
    }
    return true;
  }

  private static String assistant(Client client, int skills) throws Exception {
    String id = Work.create(client, "With " + skills + " skills");
    String draft = client.post(Work.path(id) + "/_edit").expect(201).text("id");
    for (int i = 0; i < skills; i++) {
      client.post(Work.path(draft) + "/skills", Work.skill("Skill " + i)).expect(201);
    }
    client.post(Work.path(id) + "/draft/_commit").expect(200);
    return id;
  }

  private static void measure(
      Client client, String id, String text, Latencies open, Latencies commit) throws Exception {
    JsonObject edit = Work.instructions(text);
    String draft = open.time(() -> client.post(Work.path(id) + "/_edit").expect(201).text("id"));
    client.put(Work.path(draft), edit).expect(200);
    commit.time(() -> client.post(Work.path(id) + "/draft/_commit").expect(200));
  }
}
