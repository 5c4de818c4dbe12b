package dev.galley.jdbc;

import dev.galley.application.event.Backlog;
import dev.galley.application.event.Lease;
import dev.galley.application.event.Outbox;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is to be published, in PostgreSQL: saves write the log itself. */
final class JdbcOutbox implements Outbox {
  private static final String PARKED = "tenant, kind, aggregate_id, sequence, reason, at";

  /**
   * The first of a slot. An event that was saved while its aggregate was being parked has not been
   * put apart, so each is looked up where anything is parked at all.
   */
  private static final String FIRST =
      """
      SELECT * FROM pending p
      WHERE p.slot = s.slot AND NOT p.parked AND (NOT EXISTS (SELECT FROM parked) OR NOT EXISTS (
        SELECT FROM parked k WHERE k.key = p.tenant || '/' || p.kind || '/' || p.aggregate_id))
        AND p.tenant || '/' || p.kind || '/' || p.aggregate_id <> ALL (?)
      ORDER BY at, tenant, kind, aggregate_id, sequence LIMIT ?
      """;

  static final String PENDING =
      "SELECT "
          + EventRow.COLUMNS
          + " FROM (SELECT w.* FROM unnest(?::int[]) AS s (slot), LATERAL ("
          + FIRST
          + """
          ) w ORDER BY at, tenant, kind, aggregate_id, sequence LIMIT ?) p
          JOIN event e ON e.tenant = p.tenant AND e.kind = p.kind
            AND e.aggregate_id = p.aggregate_id AND e.sequence = p.sequence
          ORDER BY p.at, p.tenant, p.kind, p.aggregate_id, p.sequence\
          """;

  static final String PUBLISHED =
      JdbcLeases.HELD
          + """
          , done AS (
            DELETE FROM pending p
            USING unnest(?::bigint[], ?::text[], ?::text[], ?::uuid[], ?::bigint[])
              AS e (at, tenant, kind, aggregate_id, sequence)
            WHERE p.slot = ? AND p.parked = ANY ('{f,t}') AND p.at = e.at
              AND p.tenant = e.tenant AND p.kind = e.kind
              AND p.aggregate_id = e.aggregate_id AND p.sequence = e.sequence
              AND EXISTS (SELECT FROM held))
          SELECT count(*), set_config('synchronous_commit', 'off', true) FROM held\
          """;

  static final String PARK =
      JdbcLeases.HELD
          + """
          , new AS (
            INSERT INTO parked
              (key, tenant, kind, aggregate_id, sequence, reason, at)
            SELECT ?, ?, ?, ?, ?, ?, ? FROM held
            ON CONFLICT DO NOTHING
            RETURNING tenant, kind, aggregate_id),
          apart AS (
            UPDATE pending p SET parked = true FROM new n
            JOIN event e ON e.tenant = n.tenant AND e.kind = n.kind
              AND e.aggregate_id = n.aggregate_id
            WHERE p.slot = e.slot AND NOT p.parked AND p.at = e.at
              AND p.tenant = e.tenant AND p.kind = e.kind
              AND p.aggregate_id = e.aggregate_id AND p.sequence = e.sequence)
          SELECT count(*) FROM held\
          """;

  private final Database database;

  JdbcOutbox(Database database) {
    this.database = database;
  }

  @Override
  public int gather(Collection<Lease> leases, int limit) {
    return 0;
  }

  @Override
  public List<Event> pending(Collection<Slot> slots, Collection<AggregateRef> without, int limit) {
    Integer[] numbers = slots.stream().map(Slot::number).distinct().toArray(Integer[]::new);
    String[] keys = without.stream().map(AggregateRef::key).toArray(String[]::new);
    return database.read(connection ->
        Rows.byIndex(connection, PENDING, EventRow::read, numbers, keys, limit, limit));
  }

  /**
   * A mark that a crash of the database takes back only repeats an event. The condition on {@code
   * parked} holds for either, so that it still holds when a replay moves the row meanwhile.
   */
  @Override
  public void published(Lease lease, Collection<Event> events) {
    Slot slot = Slot.of(lease);
    events.forEach(event -> slot.require(event.aggregate()));
    long held =
        database.atOnce(connection ->
            Rows.byIndex(
                    connection,
                    PUBLISHED,
                    row -> row.getLong(1),
                    lease.name(),
                    lease.holder(),
                    lease.term(),
                    events.stream().map(e -> e.stamp().at().toEpochMilli()).toArray(Long[]::new),
                    events.stream().map(e -> e.aggregate().tenant().value()).toArray(String[]::new),
                    events.stream()
                        .map(e -> e.aggregate().kind().wireName())
                        .toArray(String[]::new),
                    events.stream().map(e -> e.aggregate().id()).toArray(UUID[]::new),
                    events.stream().map(Event::sequence).toArray(Long[]::new),
                    slot.number())
                .getFirst());
    JdbcLeases.require(lease, held);
  }

  @Override
  public void park(Lease lease, Parked parked) {
    AggregateRef ref = parked.aggregate();
    Slot.of(lease).require(ref);
    long held =
        database.atOnce(connection ->
            Rows.byIndex(
                    connection,
                    PARK,
                    row -> row.getLong(1),
                    lease.name(),
                    lease.holder(),
                    lease.term(),
                    ref.key(),
                    ref.tenant().value(),
                    ref.kind().wireName(),
                    ref.id(),
                    parked.sequence(),
                    parked.reason(),
                    parked.at().toEpochMilli())
                .getFirst());
    JdbcLeases.require(lease, held);
  }

  @Override
  public List<Parked> parked(String after, int limit) {
    return database.read(connection ->
        Rows.of(
            connection,
            "SELECT " + PARKED + " FROM parked WHERE key > ? ORDER BY key LIMIT ?",
            JdbcOutbox::parked,
            after,
            limit));
  }

  private static Parked parked(ResultSet row) throws SQLException {
    return new Parked(
        EventRow.ref(row.getString(1), row.getString(2), row.getObject(3, UUID.class)),
        row.getLong(4),
        row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)));
  }

  @Override
  public Optional<Parked> replay(AggregateRef aggregate) {
    return database.write(connection -> replay(connection, aggregate));
  }

  /**
   * In two statements: the first waits for saves that have seen the row, the second sees their
   * events.
   */
  private static Optional<Parked> replay(Connection connection, AggregateRef aggregate)
      throws SQLException {
    List<Parked> gone =
        Rows.of(
            connection,
            "DELETE FROM parked WHERE key = ? RETURNING " + PARKED,
            JdbcOutbox::parked,
            aggregate.key());
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    Rows.byIndex(
        connection,
        """
        UPDATE pending p SET parked = false FROM event e
        WHERE e.tenant = ? AND e.kind = ? AND e.aggregate_id = ?
          AND p.slot = e.slot AND p.parked AND p.at = e.at AND p.tenant = e.tenant
          AND p.kind = e.kind AND p.aggregate_id = e.aggregate_id AND p.sequence = e.sequence
        RETURNING 1\
        """,
        row -> row.getInt(1),
        aggregate.tenant().value(),
        aggregate.kind().wireName(),
        aggregate.id());
    return Optional.of(gone.getFirst());
  }

  @Override
  public Backlog backlog() {
    return database.read(connection ->
        Rows.byIndex(
                connection,
                """
                SELECT (SELECT count(*) FROM (SELECT FROM pending LIMIT ?) p),
                  (SELECT min(first.at) FROM generate_series(0, ?) AS s (slot), LATERAL (\
                """
                    + FIRST
                    + ") AS first), (SELECT count(*) FROM (SELECT FROM parked LIMIT ?) p)",
                row ->
                    new Backlog(
                        row.getLong(1),
                        Optional.ofNullable(row.getObject(2, Long.class))
                            .map(Instant::ofEpochMilli),
                        row.getLong(3)),
                Backlog.COUNTED,
                Slot.COUNT - 1,
                new String[0],
                1,
                Backlog.COUNTED)
            .getFirst());
  }
}
