package dev.galley.jdbc;

import dev.galley.application.store.Housekeeping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Sweeps in PostgreSQL. Several servers may run them at once: they pass over what is locked. */
final class JdbcHousekeeping implements Housekeeping {
  /** Drafts or aggregates that one transaction looks at. */
  private static final int AT_ONCE = 100;

  private final Database database;

  JdbcHousekeeping(Database database) {
    this.database = database;
  }

  @Override
  public int eraseDeleted(int limit) {
    return database.write(connection ->
        update(
            connection,
            """
            WITH gone AS (
              DELETE FROM gone_aggregate
              WHERE (tenant, kind, id) IN (
                SELECT tenant, kind, id FROM gone_aggregate LIMIT ? FOR UPDATE SKIP LOCKED)
              RETURNING tenant, kind, id),
            revisions AS (
              DELETE FROM revision r USING gone g
              WHERE r.tenant = g.tenant AND r.kind = g.kind AND r.aggregate_id = g.id),
            heads AS (
              DELETE FROM head h USING gone g
              WHERE h.tenant = g.tenant AND h.kind = g.kind AND h.aggregate_id = g.id),
            drafts AS (
              DELETE FROM ended_draft d USING gone g
              WHERE d.tenant = g.tenant AND d.kind = g.kind AND d.aggregate_id = g.id)
            SELECT count(*) FROM gone\
            """,
            limit));
  }

  @Override
  public int eraseEndedDrafts(int limit) {
    int erased = 0;
    boolean more = true;
    while (more && erased < limit) {
      int most = limit - erased;
      Round round = database.write(connection -> eraseEndedDrafts(connection, most));
      erased += round.erased();
      more = round.more();
    }
    return erased;
  }

  /** What one transaction has done; {@code more} when there may be more to do. */
  private record Round(int erased, boolean more) {}

  private static Round eraseEndedDrafts(Connection connection, int limit) throws SQLException {
    int erased = 0;
    List<Ended> drafts = ended(connection);
    for (Ended ended : drafts) {
      erased += erase(connection, ended, limit - erased);
      if (erased == limit) {
        return new Round(erased, true);
      }
      // All its heads are gone.
      Batch done = new Batch();
      done.add(
          """
          DELETE FROM ended_draft
          WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND draft = ?\
          """,
          ended.tenant(),
          ended.kind(),
          ended.aggregate(),
          ended.draft());
      done.run(connection);
    }
    return new Round(erased, drafts.size() == AT_ONCE);
  }

  private record Ended(String tenant, String kind, UUID aggregate, UUID draft) {}

  private static List<Ended> ended(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT tenant, kind, aggregate_id, draft FROM ended_draft
            ORDER BY tenant, kind, aggregate_id, draft
            LIMIT ? FOR UPDATE SKIP LOCKED\
            """)) {
      query.setInt(1, AT_ONCE);
      List<Ended> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Ended(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getObject(3, UUID.class),
                  rows.getObject(4, UUID.class)));
        }
      }
      return found;
    }
  }

  private static int erase(Connection connection, Ended ended, int limit) throws SQLException {
    Batch batch = new Batch();
    int heads =
        batch.add(
            """
            DELETE FROM head
            WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND draft = ? AND seq_no IN (
              SELECT seq_no FROM head
              WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND draft = ?
              ORDER BY seq_no LIMIT ?)\
            """,
            ended.tenant(),
            ended.kind(),
            ended.aggregate(),
            ended.draft(),
            ended.tenant(),
            ended.kind(),
            ended.aggregate(),
            ended.draft(),
            limit);
    return batch.run(connection)[heads];
  }

  /**
   * In two statements. The first locks what looks unused, which nobody can refer to from then on;
   * the second looks again, and sees every reference that was made before the lock. One statement
   * would look at both times with the eyes of its beginning.
   */
  @Override
  public int collectSnapshots(Duration grace, int limit) {
    return database.write(connection -> {
      List<String> tenants = new ArrayList<>();
      List<byte[]> hashes = new ArrayList<>();
      try (PreparedStatement query =
          connection.prepareStatement(
              """
              SELECT s.tenant, s.hash FROM snapshot s
              WHERE s.put_at < clock_timestamp() - ? * interval '1 millisecond'
              """
                  + UNUSED
                  + " LIMIT ? FOR UPDATE OF s SKIP LOCKED")) {
        Batch.bind(query, List.of(grace.toMillis(), limit));
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            tenants.add(rows.getString(1));
            hashes.add(rows.getBytes(2));
          }
        }
      }
      if (hashes.isEmpty()) {
        return 0;
      }
      Batch batch = new Batch();
      int deleted =
          batch.add(
              """
              DELETE FROM snapshot s
              USING unnest(?::text[], ?::bytea[]) AS c (tenant, hash)
              WHERE s.tenant = c.tenant AND s.hash = c.hash
              """
                  + UNUSED,
              tenants.toArray(String[]::new),
              hashes.toArray(byte[][]::new));
      return batch.run(connection)[deleted];
    });
  }

  private static final String UNUSED =
      """
      AND NOT EXISTS (SELECT FROM held r WHERE r.tenant = s.tenant AND r.content = s.hash)
      AND NOT EXISTS (SELECT FROM revision r WHERE r.tenant = s.tenant AND r.content = s.hash)
      AND NOT EXISTS (SELECT FROM head r WHERE r.tenant = s.tenant AND r.content = s.hash)
      AND NOT EXISTS (SELECT FROM event r WHERE r.tenant = s.tenant AND r.content = s.hash)
      """;

  @Override
  public int forgetReceipts(Duration age, int limit) {
    return database.write(connection ->
        update(
            connection,
            """
            WITH old AS (
              DELETE FROM receipt
              WHERE (tenant, key) IN (
                SELECT tenant, key FROM receipt
                WHERE at < now() - ? * interval '1 millisecond'
                ORDER BY at LIMIT ? FOR UPDATE SKIP LOCKED)
              RETURNING 1)
            SELECT count(*) FROM old\
            """,
            age.toMillis(),
            limit));
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Batch.bind(statement, List.of(values));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}
