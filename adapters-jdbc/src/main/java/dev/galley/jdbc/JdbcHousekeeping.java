package dev.galley.jdbc;

import dev.galley.application.store.Housekeeping;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.jdbc.Walking.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Sweeps in PostgreSQL. Several servers may run them at once: they pass over what is locked. */
final class JdbcHousekeeping implements Housekeeping {
  /** Drafts or aggregates that one transaction looks at. */
  private static final int AT_ONCE = 100;

  /** Rows of one table that one transaction erases at most. */
  static final int ROWS = 2_000;

  /** Contents that one step of the collector looks at. */
  private static final int STRIDE = 1_000;

  private final Database database;

  private final Walking<Key> contents = new Walking<>(Key.BEGINNING);
  private final Walking<Pruning.Link> revisions = new Walking<>(Pruning.Link.BEGINNING);

  JdbcHousekeeping(Database database) {
    this.database = database;
  }

  @Override
  public int eraseDeleted(int limit) {
    int erased = 0;
    boolean more = true;
    while (more && erased < limit) {
      int most = Math.min(limit - erased, AT_ONCE);
      Round round = database.write(connection -> eraseDeleted(connection, most));
      erased += round.erased();
      more = round.more();
    }
    return erased;
  }

  /**
   * A part of what a few aggregates have left, however much that is. They are done when no table
   * gave as many rows as it might; until then they are met again by the next transaction.
   */
  private static Round eraseDeleted(Connection connection, int limit) throws SQLException {
    List<String> tenants = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT tenant, kind, id FROM gone_aggregate
            ORDER BY tenant, kind, id
            LIMIT ? FOR UPDATE SKIP LOCKED\
            """)) {
      query.setInt(1, limit);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tenants.add(rows.getString(1));
          kinds.add(rows.getString(2));
          ids.add(rows.getObject(3, UUID.class));
        }
      }
    }
    if (ids.isEmpty()) {
      return new Round(0, false);
    }
    Object[] gone = {
      tenants.toArray(String[]::new), kinds.toArray(String[]::new), ids.toArray(UUID[]::new)
    };
    Batch batch = new Batch();
    batch.add(
        """
        WITH part AS MATERIALIZED (
          SELECT r.tenant, r.kind, r.aggregate_id, r.number
          FROM unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
          JOIN revision r ON r.tenant = g.tenant AND r.kind = g.kind AND r.aggregate_id = g.id
          LIMIT \
        """
            + ROWS
            + """
            )
            DELETE FROM revision r USING part s
            WHERE r.tenant = s.tenant AND r.kind = s.kind AND r.aggregate_id = s.aggregate_id
              AND r.number = s.number\
            """,
        gone);
    // Heads that are locked belong to an ended draft, which somebody else erases.
    batch.add(
        """
        WITH part AS MATERIALIZED (
          SELECT h.tenant, h.kind, h.aggregate_id, h.draft, h.seq_no
          FROM unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
          JOIN head h ON h.tenant = g.tenant AND h.kind = g.kind AND h.aggregate_id = g.id
          LIMIT \
        """
            + ROWS
            + """
             FOR UPDATE OF h SKIP LOCKED)
            DELETE FROM head h USING part s
            WHERE h.tenant = s.tenant AND h.kind = s.kind AND h.aggregate_id = s.aggregate_id
              AND h.draft = s.draft AND h.seq_no = s.seq_no\
            """,
        gone);
    batch.add(
        """
        WITH part AS MATERIALIZED (
          SELECT e.tenant, e.kind, e.aggregate_id, e.sequence
          FROM unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
          JOIN event e ON e.tenant = g.tenant AND e.kind = g.kind AND e.aggregate_id = g.id
          WHERE e.content IS NOT NULL
          LIMIT \
        """
            + ROWS
            + """
            )
            UPDATE event e SET content = NULL FROM part s
            WHERE e.tenant = s.tenant AND e.kind = s.kind AND e.aggregate_id = s.aggregate_id
              AND e.sequence = s.sequence\
            """,
        gone);
    batch.add(
        """
        WITH part AS MATERIALIZED (
          SELECT j.tenant, j.kind, j.aggregate_id, j.journal, j.number
          FROM unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
          JOIN journal j ON j.tenant = g.tenant AND j.kind = g.kind AND j.aggregate_id = g.id
          LIMIT \
        """
            + ROWS
            + """
            )
            DELETE FROM journal j USING part s
            WHERE j.tenant = s.tenant AND j.kind = s.kind AND j.aggregate_id = s.aggregate_id
              AND j.journal = s.journal AND j.number = s.number\
            """,
        gone);
    boolean done = true;
    for (int count : batch.run(connection)) {
      done &= count < ROWS;
    }
    if (!done) {
      return new Round(0, true);
    }
    Batch last = new Batch();
    int erased =
        last.add(
            """
            DELETE FROM gone_aggregate a
            USING unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
            WHERE a.tenant = g.tenant AND a.kind = g.kind AND a.id = g.id\
            """,
            gone);
    int count = last.run(connection)[erased];
    Forgetting.buryTombstones(
        connection,
        tenants.toArray(String[]::new),
        kinds.toArray(String[]::new),
        ids.toArray(UUID[]::new));
    return new Round(count, ids.size() == limit);
  }

  @Override
  public void eraseUntil(AggregateRef aggregate, Instant until) {
    Object[] values = {
      aggregate.tenant().value(),
      aggregate.kind().wireName(),
      aggregate.id(),
      until.toEpochMilli(),
      ROWS
    };
    boolean more = true;
    while (more) {
      more =
          database.write(connection -> {
            // Of two servers one at a time, so that neither takes the other's rows for gone.
            Rows.of(
                connection,
                """
                SELECT version FROM aggregate
                WHERE tenant = ? AND kind = ? AND id = ? FOR NO KEY UPDATE\
                """,
                row -> row.getLong(1),
                aggregate.tenant().value(),
                aggregate.kind().wireName(),
                aggregate.id());
            boolean full = false;
            for (String old : OLD) {
              Batch batch = new Batch();
              batch.add(old, values);
              full |= batch.run(connection)[0] == ROWS;
            }
            return full;
          });
    }
  }

  /** Parts of what is older than a time, some of each at once. */
  private static final List<String> OLD =
      List.of(
          """
          DELETE FROM revision WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM revision
            WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND at <= ? LIMIT ?))\
          """,
          """
          DELETE FROM journal WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM journal
            WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND at <= ? LIMIT ?))\
          """,
          """
          UPDATE event SET content = NULL WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM event
            WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND at <= ?
              AND content IS NOT NULL LIMIT ?))\
          """);

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

  @Override
  public int pruneRevisions(int keep, Duration age, int limit) {
    return revisions.on(
        limit,
        (from, most) ->
            database.write(connection -> Pruning.step(connection, from, keep, age, most)));
  }

  @Override
  public int collectSnapshots(Duration grace, int limit) {
    return contents.on(
        limit,
        (from, most) -> database.write(connection -> collect(connection, from, grace, most)));
  }

  /** A place in the walk: the content after which it goes on. */
  private record Key(String tenant, String hash) implements Comparable<Key> {
    static final Key BEGINNING = new Key("", "");

    @Override
    public int compareTo(Key other) {
      int order = tenant.compareTo(other.tenant);
      return order == 0 ? hash.compareTo(other.hash) : order;
    }

    byte[] bytes() {
      return HexFormat.of().parseHex(hash);
    }

    static Key of(ResultSet row) throws SQLException {
      return new Key(row.getString(1), HexFormat.of().formatHex(row.getBytes(2)));
    }
  }

  /**
   * In two statements. The first locks what looks unused, which nobody can refer to from then on;
   * the second looks again, and sees every reference that was made before the lock. One statement
   * would look at both times with the eyes of its beginning.
   */
  private static Step<Key> collect(Connection connection, Key from, Duration grace, int limit)
      throws SQLException {
    Key reached = stepFrom(connection, from);
    List<Key> found = new ArrayList<>();
    // The plan has to know that few are looked at, or it reads all that refers to any.
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT s.tenant, s.hash
            FROM (
              SELECT tenant, hash FROM snapshot WHERE (tenant, hash) > (?, ?)
              ORDER BY tenant, hash LIMIT \
            """
                + STRIDE
                + """
                ) w
                JOIN snapshot s ON s.tenant = w.tenant AND s.hash = w.hash
                WHERE s.put_at < clock_timestamp() - ? * interval '1 millisecond'
                """
                + UNUSED
                + " ORDER BY s.tenant, s.hash LIMIT ? FOR UPDATE OF s SKIP LOCKED")) {
      Batch.bind(query, List.of(from.tenant(), from.bytes(), grace.toMillis(), limit));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(Key.of(rows));
        }
      }
    }
    if (found.isEmpty()) {
      return new Step<>(0, reached);
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
            found.stream().map(Key::tenant).toArray(String[]::new),
            found.stream().map(Key::bytes).toArray(byte[][]::new));
    return new Step<>(
        batch.run(connection)[deleted], found.size() == limit ? found.getLast() : reached);
  }

  /** The last content of the next step; the beginning when the step passes the end. */
  private static Key stepFrom(Connection connection, Key from) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT tenant, hash FROM snapshot WHERE (tenant, hash) > (?, ?)
            ORDER BY tenant, hash LIMIT 1 OFFSET\
            """
                + " "
                + (STRIDE - 1))) {
      Batch.bind(query, List.of(from.tenant(), from.bytes()));
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Key.of(rows) : Key.BEGINNING;
      }
    }
  }

  private static final String UNUSED =
      """
      AND NOT EXISTS (SELECT FROM held r WHERE r.tenant = s.tenant AND r.content = s.hash)
      AND NOT EXISTS (SELECT FROM revision r WHERE r.tenant = s.tenant AND r.content = s.hash)
      AND NOT EXISTS (SELECT FROM head r WHERE r.tenant = s.tenant AND r.content = s.hash)
      AND NOT EXISTS (SELECT FROM event r WHERE r.tenant = s.tenant AND r.content = s.hash)
      AND NOT EXISTS (SELECT FROM snapshot r WHERE r.tenant = s.tenant AND r.frame = s.hash)
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

  @Override
  public int forgetEvents(Duration age, boolean publishedOnly, int limit) {
    long before =
        database.read(connection ->
            Rows.of(
                    connection,
                    "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint - ?",
                    row -> row.getLong(1),
                    age.toMillis())
                .getFirst());
    return Forgetting.run(database, before, publishedOnly, limit);
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
