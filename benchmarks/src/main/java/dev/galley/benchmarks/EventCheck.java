package dev.galley.benchmarks;

import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks into the store of a server that is down: do events, revisions and records fit together? */
final class EventCheck {
  /** What must be nought, each as a query that counts what does not fit. */
  private static final Map<String, String> NOUGHT = new LinkedHashMap<>();

  static {
    NOUGHT.put(
        "aggregates whose events have a gap",
        "SELECT count(*) FROM (SELECT aggregate_id FROM event GROUP BY tenant, kind, aggregate_id"
            + " HAVING min(sequence) <> 1 OR max(sequence) <> count(*)) gap");
    NOUGHT.put(
        "aggregates whose events are not as many as they have counted",
        "SELECT count(*) FROM aggregate a WHERE NOT a.deleted AND (a.state::jsonb -> 'events' ->>"
            + " 'sequence')::bigint IS DISTINCT FROM (SELECT max(sequence) FROM event e WHERE"
            + " e.tenant = a.tenant AND e.aggregate_id = a.id)");
    NOUGHT.put(
        "commits without just one committed event",
        "SELECT count(*) FROM (SELECT r.aggregate_id, r.number, count(e.sequence) n FROM revision r"
            + " LEFT JOIN event e ON e.tenant = r.tenant AND e.aggregate_id = r.aggregate_id AND"
            + " e.type LIKE 'dev.galley.%.draft-committed.v1' AND (e.data::jsonb ->>"
            + " 'revision')::bigint = r.number WHERE r.made_by = 'commit' GROUP BY"
            + " r.aggregate_id, r.number) c WHERE n <> 1");
    NOUGHT.put(
        "committed events without a commit",
        "SELECT count(*) FROM event e WHERE e.type LIKE 'dev.galley.%.draft-committed.v1' AND"
            + " NOT EXISTS (SELECT 1 FROM revision r WHERE r.tenant = e.tenant AND r.aggregate_id ="
            + " e.aggregate_id AND r.made_by = 'commit' AND r.number = (e.data::jsonb ->>"
            + " 'revision')::bigint)");
    NOUGHT.put(
        "assistants whose live revision is not the newest link of their chain",
        "SELECT count(*) FROM aggregate a WHERE NOT a.deleted AND (SELECT max(number) FROM revision"
            + " r WHERE r.tenant = a.tenant AND r.aggregate_id = a.id) <> (a.state::jsonb -> 'live'"
            + " ->> 'revision')::bigint");
    NOUGHT.put(
        "revisions whose parent is not the one before",
        "SELECT count(*) FROM revision r JOIN revision p ON p.tenant = r.tenant AND p.aggregate_id ="
            + " r.aggregate_id AND p.number = r.number - 1 WHERE r.parent IS DISTINCT FROM p.hash");
  }

  private EventCheck() {}

  /** Prints what was found; whether all that must be nought is. */
  static boolean run(Path dataDirectory) throws SQLException {
    boolean good = true;
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.start(EmbeddedPostgresSettings.in(dataDirectory));
        Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      System.out.printf(
          "store: %d aggregates, %d revisions, %d events, of which %d draft-committed%n",
          one(connection, "SELECT count(*) FROM aggregate WHERE NOT deleted"),
          one(connection, "SELECT count(*) FROM revision"),
          one(connection, "SELECT count(*) FROM event"),
          one(
              connection,
              "SELECT count(*) FROM event WHERE type LIKE 'dev.galley.%.draft-committed.v1'"));
      for (Map.Entry<String, String> check : NOUGHT.entrySet()) {
        long found = one(connection, check.getValue());
        good &= found == 0;
        System.out.printf("%s %s: %d%n", found == 0 ? "ok  " : "BAD ", check.getKey(), found);
      }
    }
    return good;
  }

  private static long one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
