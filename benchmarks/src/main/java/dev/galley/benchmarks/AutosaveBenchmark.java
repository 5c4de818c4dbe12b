package dev.galley.benchmarks;

import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.content.JsonObject;
import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * One author autosaves a large flow again and again, each time with one field changed: how much the
 * database grows, and whether the last saves take longer than the first.
 */
final class AutosaveBenchmark {
  private static final int PART = 100;
  private static final int WARM_UP = 300;

  private AutosaveBenchmark() {}

  static boolean run(Path dataDirectory, Optional<Path> flows, int saves) throws Exception {
    List<JsonObject> all = StudioFlow.all(flows);
    JsonObject flow = all.getLast();
    long before;
    Latencies first = new Latencies();
    Latencies last = new Latencies();
    Latencies every = new Latencies();
    try (Server server = Server.start(dataDirectory)) {
      String draft = prepare(server, "autosave", flow);
      try (Client client = new Client(server.url(), server.token("author"))) {
        String tag = client.autosave(draft, flow, "").expect(204).tag();
        String warm = prepare(server, "warm", flow);
        String warmTag = client.autosave(warm, flow, "").expect(204).tag();
        for (int i = 0; i < WARM_UP; i++) {
          JsonObject edited = StudioFlow.edited(flow, i, "warm " + i);
          warmTag = client.autosave(warm, edited, warmTag).expect(204).tag();
        }
        server.stop();
        before = size(dataDirectory);
        server.restart();
        for (int i = 0; i < WARM_UP; i++) {
          // Not saved, as it is there already: it costs what reading and checking cost.
          client.autosave(
              warm, StudioFlow.edited(flow, WARM_UP - 1, "warm " + (WARM_UP - 1)), warmTag);
        }
        for (int i = 0; i < saves; i++) {
          JsonObject edited = StudioFlow.edited(flow, i, "Edit number " + i);
          long began = System.nanoTime();
          tag = client.autosave(draft, edited, tag).expect(204).tag();
          long took = System.nanoTime() - began;
          every.record(took);
          if (i < PART) {
            first.record(took);
          } else if (i >= saves - PART) {
            last.record(took);
          }
        }
        Client.Answer read = client.get(draft).expect(200);
        JsonObject head = (JsonObject) read.body().get("headData").orElseThrow();
        boolean same =
            AgentContent.parse(head)
                .equals(
                    AgentContent.parse(
                        StudioFlow.edited(flow, saves - 1, "Edit number " + (saves - 1))));
        System.out.println((same ? "ok   " : "BAD  ") + "the head is what was saved last");
      }
    }
    long grown = size(dataDirectory) - before;
    System.out.printf(
        "flow of %d bytes, %d autosaves: the database grew by %d bytes each%n",
        StudioFlow.size(flow), saves, grown / saves);
    System.out.println("all:        " + every.summary());
    System.out.println("first " + PART + ":  " + first.summary());
    System.out.println("last " + PART + ":   " + last.summary());
    System.out.printf("p99 of the last by that of the first: %.2f%n", last.p(99) / first.p(99));
    return true;
  }

  /** An agent with that flow as its first revision; the path of a working copy of it. */
  static String prepare(Server server, String id, JsonObject flow) throws Exception {
    String agents = "/v1/tenants/default/agents";
    try (Client client = new Client(server.url(), server.token("author"))) {
      client.post(agents, JsonObject.builder().put("id", id).build()).expect(201);
      client.post(agents + '/' + id + "/revisions", flow).expect(201);
    }
    return agents + '/' + id + "/revisions/1/draft";
  }

  /** What the whole database takes on disk, of a server that is down. */
  private static long size(Path dataDirectory) throws SQLException {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.start(EmbeddedPostgresSettings.in(dataDirectory));
        Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
      row.next();
      return row.getLong(1);
    }
  }
}
