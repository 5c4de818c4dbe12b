package dev.galley.jdbc;

import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.delta.Frames;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All that has versions in PostgreSQL: a save is one transaction. */
final class JdbcAggregates implements Aggregates {
  private static final String COLUMNS = StateRows.COLUMNS + ", a.tenant, a.kind";

  private final Database database;
  private final Duration snapshotGrace;
  private final Frames frames;

  JdbcAggregates(Database database, Duration snapshotGrace, Frames frames) {
    this.database = database;
    this.snapshotGrace = snapshotGrace;
    this.frames = frames;
  }

  private static Living read(ResultSet row) throws SQLException {
    return StateRows.read(
        EventRow.ref(row.getString(5), row.getString(6), row.getObject(1, UUID.class)), row);
  }

  @Override
  public Optional<Living> find(AggregateRef ref) {
    return database.read(connection ->
        Rows.of(
                connection,
                "SELECT "
                    + COLUMNS
                    + " FROM aggregate a"
                    + " WHERE a.tenant = ? AND a.kind = ? AND a.id = ? AND NOT a.deleted",
                JdbcAggregates::read,
                ref.tenant().value(),
                ref.kind().wireName(),
                ref.id())
            .stream()
            .findFirst());
  }

  @Override
  public Optional<Living> named(TenantId tenant, String name) {
    return database.read(connection ->
        Rows.of(
                connection,
                "SELECT "
                    + COLUMNS
                    + " FROM name n JOIN aggregate a"
                    + " ON a.tenant = n.tenant AND a.kind = n.kind AND a.id = n.aggregate_id"
                    + " WHERE n.tenant = ? AND n.name = ? AND NOT a.deleted",
                JdbcAggregates::read,
                tenant.value(),
                name)
            .stream()
            .findFirst());
  }

  @Override
  public List<Living> listed(TenantId tenant, String key, String after, int limit) {
    return database.read(connection ->
        Rows.of(
            connection,
            "SELECT "
                + COLUMNS
                + """
                 FROM (
                  SELECT * FROM lookup WHERE key = ? AND tenant = ? AND place > ?
                  ORDER BY key, tenant, place LIMIT ?) l
                JOIN aggregate a ON a.tenant = l.tenant AND a.kind = l.kind AND a.id = l.id
                WHERE NOT a.deleted ORDER BY l.place\
                """,
            JdbcAggregates::read,
            key,
            tenant.value(),
            after,
            limit));
  }

  @Override
  public int count(TenantId tenant, String key, int most) {
    return database.read(connection ->
        Rows.of(
                connection,
                "SELECT count(*) FROM"
                    + " (SELECT FROM lookup WHERE key = ? AND tenant = ? LIMIT ?) l",
                row -> row.getInt(1),
                key,
                tenant.value(),
                most)
            .getFirst());
  }

  @Override
  public List<Found> everywhere(String key, Place after, int limit) {
    return database.read(connection ->
        Rows.of(
            connection,
            """
            SELECT tenant, kind, id, place FROM lookup WHERE key = ? AND (tenant, place) > (?, ?)
            ORDER BY key, tenant, place LIMIT ?\
            """,
            row ->
                new Found(
                    EventRow.ref(row.getString(1), row.getString(2), row.getObject(3, UUID.class)),
                    new Place(row.getString(1), row.getString(4))),
            key,
            after.tenant(),
            after.order(),
            limit));
  }

  @Override
  public SaveOutcome save(Change change) {
    return Saving.save(database, change, snapshotGrace, frames);
  }

  /**
   * Waits for a save of the aggregate that is still under way, so that a {@code false} stays one: a
   * commit whose answer was lost may be a moment from done.
   */
  @Override
  public boolean happened(AggregateRef aggregate, ChangeId change) {
    return database.save(
        change,
        (connection, takeBack) -> {
          takeBack.run();
          return contains(connection, aggregate, change);
        });
  }

  private static boolean contains(Connection connection, AggregateRef aggregate, ChangeId change)
      throws SQLException {
    // Without a row to wait for, the insert of the same key waits; it is taken back.
    try (PreparedStatement probe =
        connection.prepareStatement(
            """
            INSERT INTO aggregate
              (tenant, kind, id, version, deleted, state, changes, listed, searched, keyed)
            VALUES (?, ?, ?, 0, true, '', '{}', 0, 0, 0)
            ON CONFLICT DO NOTHING\
            """)) {
      Batch.bind(
          probe, List.of(aggregate.tenant().value(), aggregate.kind().wireName(), aggregate.id()));
      if (probe.executeUpdate() == 1) {
        return false;
      }
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT ? = ANY (changes) FROM aggregate
            WHERE tenant = ? AND kind = ? AND id = ? FOR SHARE\
            """)) {
      Batch.bind(
          query,
          List.of(
              change.value(),
              aggregate.tenant().value(),
              aggregate.kind().wireName(),
              aggregate.id()));
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }
}
