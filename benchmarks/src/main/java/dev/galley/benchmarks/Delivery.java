package dev.galley.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares what a reader of a topic has had with what the store has told. */
final class Delivery {
  private static final int SHOWN = 20;

  private Delivery() {}

  /** Prints the comparison; whether nothing is missing, doubled or out of order. */
  static boolean check(Connection store, String type, TopicReader reader) throws SQLException {
    Map<UUID, List<Long>> told = new HashMap<>();
    long events = 0;
    try (Statement statement = store.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT aggregate_id, sequence FROM event WHERE type LIKE '%"
                    + type
                    + "' ORDER BY aggregate_id, sequence")) {
      while (rows.next()) {
        told.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
            .add(rows.getLong(2));
        events++;
      }
    }
    Map<UUID, List<Long>> had = reader.effects();
    long missing = 0;
    long invented = 0;
    for (UUID aggregate : told.keySet()) {
      List<Long> gone = new ArrayList<>(told.get(aggregate));
      gone.removeAll(had.getOrDefault(aggregate, List.of()));
      missing += gone.size();
      List<Long> more = new ArrayList<>(had.getOrDefault(aggregate, List.of()));
      more.removeAll(told.get(aggregate));
      invented += more.size();
    }
    invented += had.keySet().stream().filter(id -> !told.containsKey(id)).count();
    List<String> bad = reader.bad();
    System.out.printf(
        "%s: %d events in the log; %d records on the topic, of which %d repeats; %d effects%n",
        type, events, reader.records(), reader.repeats(), reader.applied());
    System.out.printf(
        "%s missing: %d, not in the log: %d, doubled or out of order: %d%n",
        missing + invented + bad.size() == 0 ? "ok  " : "BAD ", missing, invented, bad.size());
    bad.stream().limit(SHOWN).forEach(line -> System.out.println("BAD  " + line));
    return missing + invented + bad.size() == 0 && events == reader.applied();
  }

  /** Whether each revision whose commit was acknowledged is there. */
  static boolean checkAcknowledged(Connection store, Map<String, Long> acknowledged)
      throws SQLException {
    Map<String, Long> kept = new HashMap<>();
    try (Statement statement = store.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT aggregate_id::text, max(number) FROM revision GROUP BY 1")) {
      while (rows.next()) {
        kept.put(rows.getString(1), rows.getLong(2));
      }
    }
    long lost =
        acknowledged.entrySet().stream()
            .filter(commit -> kept.getOrDefault(commit.getKey(), 0L) < commit.getValue())
            .count();
    System.out.printf(
        "%s assistants of which an acknowledged commit is lost: %d%n",
        lost == 0 ? "ok  " : "BAD ", lost);
    return lost == 0;
  }
}
