package dev.galley.jdbc;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Lease;
import dev.galley.domain.access.TenantId;
import java.util.List;
import java.util.Optional;

/** The feed in PostgreSQL. */
final class JdbcEventFeed implements EventFeed {
  static final String PLACE =
      JdbcLeases.HELD
          + """
          , next AS MATERIALIZED (
            SELECT at, tenant, kind, aggregate_id, sequence FROM unplaced
            WHERE EXISTS (SELECT FROM held)
            ORDER BY at, tenant, kind, aggregate_id, sequence LIMIT ?),
          gone AS (
            DELETE FROM unplaced u USING next n
            WHERE u.at = n.at AND u.tenant = n.tenant AND u.kind = n.kind
              AND u.aggregate_id = n.aggregate_id AND u.sequence = n.sequence
            RETURNING u.at, u.tenant, u.kind, u.aggregate_id, u.sequence),
          ended AS (
            UPDATE feed_end SET last = last + (SELECT count(*) FROM gone)
            WHERE EXISTS (SELECT FROM gone)
            RETURNING last - (SELECT count(*) FROM gone) AS before),
          placed AS (
            INSERT INTO feed (position, tenant, kind, aggregate_id, sequence, at)
            SELECT ended.before + row_number() OVER (
                ORDER BY at, tenant, kind, aggregate_id, sequence),
              tenant, kind, aggregate_id, sequence, at
            FROM gone, ended
            RETURNING 1)
          SELECT (SELECT count(*) FROM held), (SELECT count(*) FROM placed)\
          """;

  /** The horizon is read in the same statement as the entries, so that it is theirs. */
  static final String AFTER =
      "SELECT "
          + EventRow.COLUMNS
          + """
          , e.position, coalesce(h.horizon, 0)
          FROM (SELECT ?) AS t (tenant)
          LEFT JOIN feed_horizon h ON h.tenant = t.tenant
          LEFT JOIN LATERAL (
            SELECT f.position, x.* FROM (
              SELECT * FROM feed i WHERE i.tenant = t.tenant AND i.position > ?
              ORDER BY i.position LIMIT ?) f
            JOIN event x ON x.tenant = f.tenant AND x.kind = f.kind
              AND x.aggregate_id = f.aggregate_id AND x.sequence = f.sequence
          ) e ON true
          ORDER BY e.position\
          """;

  private final Database database;

  JdbcEventFeed(Database database) {
    this.database = database;
  }

  @Override
  public int place(Lease lease, int limit) {
    // Locks are written to disk: an idle feed must not take one many times a second.
    return isThereSomething(lease) ? placeNext(lease, limit) : 0;
  }

  private boolean isThereSomething(Lease lease) {
    record Look(long held, boolean something) {}
    Look look =
        database.read(connection ->
            Rows.byIndex(
                    connection,
                    """
                    SELECT count(*), EXISTS (SELECT FROM unplaced) FROM lease
                    WHERE name = ? AND holder = ? AND term = ?\
                    """,
                    row -> new Look(row.getLong(1), row.getBoolean(2)),
                    lease.name(),
                    lease.holder(),
                    lease.term())
                .getFirst());
    JdbcLeases.require(lease, look.held());
    return look.something();
  }

  private int placeNext(Lease lease, int limit) {
    record Placed(long held, int events) {}
    Placed placed =
        database.atOnce(connection ->
            Rows.byIndex(
                    connection,
                    PLACE,
                    row -> new Placed(row.getLong(1), row.getInt(2)),
                    lease.name(),
                    lease.holder(),
                    lease.term(),
                    limit)
                .getFirst());
    JdbcLeases.require(lease, placed.held());
    return placed.events();
  }

  @Override
  public FeedPage after(TenantId tenant, long after, int limit) {
    record Line(long horizon, Optional<FeedPage.Entry> entry) {}
    List<Line> lines =
        database.read(connection ->
            Rows.byIndex(
                connection,
                AFTER,
                row -> {
                  long position = row.getLong(12);
                  boolean empty = row.wasNull();
                  return new Line(
                      row.getLong(13),
                      empty
                          ? Optional.empty()
                          : Optional.of(new FeedPage.Entry(position, EventRow.read(row))));
                },
                tenant.value(),
                after,
                limit));
    return new FeedPage(
        lines.stream().flatMap(line -> line.entry().stream()).toList(), lines.getFirst().horizon());
  }

  @Override
  public long last(TenantId tenant) {
    return database.read(connection ->
        Rows.byIndex(
                connection,
                """
                SELECT greatest(0,
                  (SELECT horizon FROM feed_horizon WHERE tenant = ?),
                  (SELECT position FROM feed WHERE tenant = ? ORDER BY position DESC LIMIT 1))\
                """,
                row -> row.getLong(1),
                tenant.value(),
                tenant.value())
            .getFirst());
  }
}
