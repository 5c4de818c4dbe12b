package dev.galley.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/** Old events go, and tombstones that have none left. */
final class Forgetting {
  /** Events of the feed that one transaction looks at. */
  static final int STRIDE = 1_000;

  /** Transactions in one call. */
  private static final int STEPS = 1_000;

  static final String OLD =
      """
      SELECT f.at, f.position, NOT ? OR NOT EXISTS (
          SELECT FROM event e
          JOIN pending p ON p.slot = e.slot AND p.parked = ANY ('{f,t}') AND p.at = e.at
            AND p.tenant = e.tenant AND p.kind = e.kind
            AND p.aggregate_id = e.aggregate_id AND p.sequence = e.sequence
          WHERE e.tenant = f.tenant AND e.kind = f.kind
            AND e.aggregate_id = f.aggregate_id AND e.sequence = f.sequence)
      FROM feed f WHERE (f.at, f.position) > (?, ?) AND f.at < ?
      ORDER BY f.at, f.position LIMIT ?\
      """;

  private Forgetting() {}

  /** The events before that time, by their age; at most so many of them are looked at. */
  static int run(Database database, long before, boolean publishedOnly, int limit) {
    int forgotten = 0;
    Place from = new Place(Long.MIN_VALUE, 0);
    for (int step = 0; step < STEPS && forgotten < limit; step++) {
      Place behind = from;
      int most = limit - forgotten;
      Step done =
          database.write(connection -> step(connection, behind, before, publishedOnly, most));
      forgotten += done.forgotten();
      from = done.reached();
      if (done.looked() < STRIDE) {
        break;
      }
    }
    return forgotten;
  }

  /** Where the walk is: the age of an event, and its position. */
  private record Place(long at, long position) {}

  private record Step(int looked, int forgotten, Place reached) {}

  private record Old(Place place, boolean goes) {}

  private static Step step(
      Connection connection, Place from, long before, boolean publishedOnly, int limit)
      throws SQLException {
    List<Old> old =
        Rows.byIndex(
            connection,
            OLD,
            row -> new Old(new Place(row.getLong(1), row.getLong(2)), row.getBoolean(3)),
            publishedOnly,
            from.at(),
            from.position(),
            before,
            STRIDE);
    Long[] positions =
        old.stream()
            .filter(Old::goes)
            .limit(limit)
            .map(event -> event.place().position())
            .toArray(Long[]::new);
    int forgotten = positions.length == 0 ? 0 : forget(connection, positions);
    return new Step(old.size(), forgotten, old.isEmpty() ? from : old.getLast().place());
  }

  private record Forgotten(String tenant, String kind, UUID id) {}

  private static int forget(Connection connection, Long[] positions) throws SQLException {
    List<Forgotten> forgotten =
        Rows.byIndex(
            connection,
            """
            WITH mine AS MATERIALIZED (
              SELECT position FROM feed WHERE position = ANY (?)
              ORDER BY position FOR UPDATE SKIP LOCKED),
            gone AS (
              DELETE FROM feed f USING mine m WHERE f.position = m.position
              RETURNING f.position, f.tenant, f.kind, f.aggregate_id, f.sequence),
            raised AS (
              INSERT INTO feed_horizon AS h (tenant, horizon)
              SELECT tenant, max(position) FROM gone GROUP BY tenant ORDER BY tenant
              ON CONFLICT (tenant) DO UPDATE SET horizon = greatest(h.horizon, excluded.horizon)),
            events AS (
              DELETE FROM event e USING gone g
              WHERE e.tenant = g.tenant AND e.kind = g.kind AND e.aggregate_id = g.aggregate_id
                AND e.sequence = g.sequence
              RETURNING e.slot, e.at, e.tenant, e.kind, e.aggregate_id, e.sequence),
            waiting AS (
              DELETE FROM pending p USING events e
              WHERE p.slot = e.slot AND p.parked = ANY ('{f,t}') AND p.at = e.at
                AND p.tenant = e.tenant AND p.kind = e.kind
                AND p.aggregate_id = e.aggregate_id AND p.sequence = e.sequence)
            SELECT tenant, kind, aggregate_id FROM events\
            """,
            row -> new Forgotten(row.getString(1), row.getString(2), row.getObject(3, UUID.class)),
            (Object) positions);
    List<Forgotten> aggregates = new ArrayList<>(new LinkedHashSet<>(forgotten));
    String[] tenants = aggregates.stream().map(Forgotten::tenant).toArray(String[]::new);
    String[] kinds = aggregates.stream().map(Forgotten::kind).toArray(String[]::new);
    UUID[] ids = aggregates.stream().map(Forgotten::id).toArray(UUID[]::new);
    unpark(connection, tenants, kinds, ids);
    buryTombstones(connection, tenants, kinds, ids);
    return forgotten.size();
  }

  /** What is parked and has nothing left to publish is not parked any more. */
  private static void unpark(Connection connection, String[] tenants, String[] kinds, UUID[] ids)
      throws SQLException {
    // Locked first, so that the next statement sees the events of saves that have seen the row.
    List<String> keys =
        Rows.byIndex(
            connection,
            """
            SELECT k.key FROM unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
            JOIN parked k ON k.key = g.tenant || '/' || g.kind || '/' || g.id
            ORDER BY k.key FOR UPDATE OF k\
            """,
            row -> row.getString(1),
            tenants,
            kinds,
            ids);
    if (!keys.isEmpty()) {
      Batch batch = new Batch();
      batch.add(
          """
          DELETE FROM parked k WHERE k.key = ANY (?) AND NOT EXISTS (
            SELECT FROM event e
            WHERE e.tenant = k.tenant AND e.kind = k.kind AND e.aggregate_id = k.aggregate_id)\
          """,
          (Object) keys.toArray(String[]::new));
      batch.run(connection);
    }
  }

  /**
   * Removes those of the aggregates that are deleted, have no event left, and nothing to erase. The
   * last of the two sweeps that take these away does it: each locks the tombstone before it looks.
   */
  static void buryTombstones(Connection connection, String[] tenants, String[] kinds, UUID[] ids)
      throws SQLException {
    List<Forgotten> stones =
        Rows.byIndex(
            connection,
            """
            SELECT a.tenant, a.kind, a.id
            FROM unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
            JOIN aggregate a ON a.tenant = g.tenant AND a.kind = g.kind AND a.id = g.id
            WHERE a.deleted
            ORDER BY a.tenant, a.kind, a.id FOR UPDATE OF a\
            """,
            row -> new Forgotten(row.getString(1), row.getString(2), row.getObject(3, UUID.class)),
            tenants,
            kinds,
            ids);
    if (stones.isEmpty()) {
      return;
    }
    Batch batch = new Batch();
    batch.add(
        """
        DELETE FROM aggregate a
        USING unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
        WHERE a.tenant = g.tenant AND a.kind = g.kind AND a.id = g.id AND a.deleted
          AND NOT EXISTS (SELECT FROM gone_aggregate x
            WHERE x.tenant = a.tenant AND x.kind = a.kind AND x.id = a.id)
          AND NOT EXISTS (SELECT FROM event e
            WHERE e.tenant = a.tenant AND e.kind = a.kind AND e.aggregate_id = a.id)\
        """,
        stones.stream().map(Forgotten::tenant).toArray(String[]::new),
        stones.stream().map(Forgotten::kind).toArray(String[]::new),
        stones.stream().map(Forgotten::id).toArray(UUID[]::new));
    batch.run(connection);
  }
}
