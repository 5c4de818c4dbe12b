package dev.galley.jdbc;

import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.application.store.Archive;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.ArchiveView;
import dev.galley.delta.Frames;
import dev.galley.delta.Kept;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.RevisionKind;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.model.Model;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything in PostgreSQL. A page is one walk along the index of a table's key, and one
 * transaction when it is written: an interrupted copy leaves whole pages. What is derived from a
 * row is written with it.
 */
final class JdbcArchive implements Archive {
  /** States that are written in one round trip. */
  private static final int STATES = 100;

  private final Database database;
  private final Frames frames;

  JdbcArchive(Database database, Frames frames) {
    this.database = database;
    this.frames = frames;
  }

  /** What a step of a key is in the database. */
  private enum Type {
    TEXT,
    ID,
    HASH,
    NUMBER;

    Object value(String step) {
      return switch (this) {
        case TEXT -> step;
        case ID -> UUID.fromString(step);
        case HASH -> HexFormat.of().parseHex(step);
        case NUMBER -> Long.parseLong(step);
      };
    }
  }

  private record Column(String name, Type type) {}

  /**
   * How a part is read.
   *
   * @param key what its keys are made of, in the order of an index
   * @param size how many bytes a row has that can be large
   * @param columns of {@code e}, for the reader
   */
  private record Walk(
      String table,
      List<Column> key,
      String size,
      String columns,
      Rows.Reader<ArchiveRecord> reader) {

    String order(String direction) {
      return String.join(", ", key.stream().map(column -> column.name() + direction).toList());
    }

    List<ArchiveRecord> page(Connection connection, String after, int limit) throws SQLException {
      List<Object> values = new ArrayList<>();
      String behind = "";
      if (!after.isEmpty()) {
        String[] steps = after.split("/", key.size());
        for (int i = 0; i < key.size(); i++) {
          values.add(key.get(i).type().value(steps[i]));
        }
        behind =
            " WHERE ("
                + order("")
                + ") > ("
                + String.join(", ", Collections.nCopies(key.size(), "?"))
                + ")";
      }
      values.add(limit);
      values.add(PAGE_BYTES);
      // The sizes are told without reading what is long.
      return Rows.byIndex(
          connection,
          "SELECT "
              + columns
              + " FROM (SELECT w.*, sum("
              + size
              + ") OVER (ORDER BY "
              + order("")
              + " ROWS UNBOUNDED PRECEDING) - "
              + size
              + " AS before_it FROM (SELECT * FROM "
              + table
              + " t"
              + behind
              + " ORDER BY "
              + order("")
              + " LIMIT ?) w) e WHERE e.before_it < ? ORDER BY "
              + order(""),
          reader,
          values.toArray());
    }

    Optional<String> last(Connection connection) throws SQLException {
      return Rows.byIndex(
              connection,
              "SELECT "
                  + columns
                  + " FROM (SELECT * FROM "
                  + table
                  + " t ORDER BY "
                  + order(" DESC")
                  + " LIMIT 1) e",
              reader)
          .stream()
          .findFirst()
          .map(ArchiveRecord::key);
    }
  }

  private static final Column TENANT = new Column("tenant", Type.TEXT);
  private static final Column KIND = new Column("kind", Type.TEXT);
  private static final Column AGGREGATE_ID = new Column("aggregate_id", Type.ID);

  private Walk walk(Part part) {
    return switch (part) {
      case SNAPSHOT ->
          new Walk(
              "snapshot",
              List.of(TENANT, new Column("hash", Type.HASH)),
              "size",
              "e.tenant, " + SnapshotRow.COLUMNS.replace("s.", "e."),
              this::content);
      case AGGREGATE ->
          new Walk(
              "aggregate",
              List.of(TENANT, KIND, new Column("id", Type.ID)),
              "octet_length(state)",
              "e.id, e.version, e.state, e.changes, e.tenant, e.kind, e.deleted",
              JdbcArchive::state);
      case NAME ->
          new Walk(
              "name",
              List.of(TENANT, new Column("name", Type.TEXT)),
              "0",
              "e.tenant, e.kind, e.aggregate_id, e.name",
              row -> new ArchiveRecord.Name(tenant(row), row.getString(4), ref(row)));
      case REVISION ->
          new Walk(
              "revision",
              List.of(TENANT, KIND, AGGREGATE_ID, new Column("number", Type.NUMBER)),
              "octet_length(array_to_string(changed_paths, ''))",
              "e.tenant, e.kind, e.aggregate_id, e.number, coalesce(e.content, e.pruned), e.parent,"
                  + " e.hash, e.at, e.author, e.comment, e.made_by, e.changed_paths, e.truncated,"
                  + " e.change, e.content IS NULL",
              JdbcArchive::revision);
      case HEAD ->
          new Walk(
              "head",
              List.of(
                  TENANT,
                  KIND,
                  AGGREGATE_ID,
                  new Column("draft", Type.ID),
                  new Column("seq_no", Type.NUMBER)),
              "0",
              "e.tenant, e.kind, e.aggregate_id, e.draft, e.seq_no, e.content, e.at, e.author",
              row ->
                  new ArchiveRecord.Head(
                      ref(row),
                      new HistoryEntry(
                          row.getObject(4, UUID.class),
                          row.getLong(5),
                          Hashes.of(row.getBytes(6)),
                          new Stamp(Instant.ofEpochMilli(row.getLong(7)), row.getString(8)))));
      case JOURNAL ->
          new Walk(
              "journal",
              List.of(
                  TENANT,
                  KIND,
                  AGGREGATE_ID,
                  new Column("journal", Type.TEXT),
                  new Column("number", Type.NUMBER)),
              "octet_length(what)",
              "e.tenant, e.kind, e.aggregate_id, e.journal, e.number, e.at, e.author, e.what",
              row -> new ArchiveRecord.Noted(ref(row), JdbcJournals.read(row, 4)));
      case PARKED ->
          new Walk(
              "parked",
              List.of(TENANT, KIND, AGGREGATE_ID),
              "0",
              "e.tenant, e.kind, e.aggregate_id, e.sequence, e.reason, e.at",
              row ->
                  new ArchiveRecord.Park(
                      new Parked(
                          ref(row),
                          row.getLong(4),
                          row.getString(5),
                          Instant.ofEpochMilli(row.getLong(6)))));
      case EVENT ->
          new Walk(
              "event",
              List.of(TENANT, KIND, AGGREGATE_ID, new Column("sequence", Type.NUMBER)),
              "octet_length(data)",
              EventRow.COLUMNS
                  + """
                  , EXISTS (
                      SELECT FROM pending p
                      WHERE p.slot = e.slot AND p.parked = ANY ('{f,t}') AND p.at = e.at
                        AND p.tenant = e.tenant AND p.kind = e.kind
                        AND p.aggregate_id = e.aggregate_id AND p.sequence = e.sequence),
                    NOT EXISTS (
                      SELECT FROM unplaced u
                      WHERE u.at = e.at AND u.tenant = e.tenant AND u.kind = e.kind
                        AND u.aggregate_id = e.aggregate_id AND u.sequence = e.sequence)\
                  """,
              row ->
                  new ArchiveRecord.Logged(
                      EventRow.read(row), row.getBoolean(12), row.getBoolean(13)));
      case PLACED ->
          new Walk(
              "feed",
              List.of(TENANT, new Column("position", Type.NUMBER)),
              "0",
              "e.tenant, e.kind, e.aggregate_id, e.sequence, e.position",
              row -> new ArchiveRecord.Placed(ref(row), row.getLong(4), row.getLong(5)));
      case HORIZON ->
          new Walk(
              "feed_horizon",
              List.of(TENANT),
              "0",
              "e.tenant, e.horizon",
              row -> new ArchiveRecord.Horizon(tenant(row), row.getLong(2)));
      case POSITION ->
          new Walk(
              "(SELECT '"
                  + ArchiveRecord.Position.KEY
                  + "'::text COLLATE \"C\" AS place, last FROM feed_end WHERE last > 0)",
              List.of(new Column("place", Type.TEXT)),
              "0",
              "e.last",
              row -> new ArchiveRecord.Position(row.getLong(1)));
      case RECEIPT ->
          new Walk(
              "receipt",
              List.of(TENANT, new Column("key", Type.HASH)),
              "octet_length(made)",
              "e.tenant, e.key, e.request, e.at, e.made",
              row ->
                  new ArchiveRecord.Proof(
                      tenant(row),
                      ReceiptRow.receipt(
                          Hashes.of(row.getBytes(2)),
                          row.getBytes(3),
                          row.getTimestamp(4).toInstant(),
                          row.getString(5))));
      case MODEL ->
          new Walk(
              "model",
              List.of(TENANT, new Column("id", Type.TEXT)),
              "0",
              "e.tenant, e.id, e.name, e.tier",
              row ->
                  new ArchiveRecord.Own(
                      tenant(row),
                      new Model(row.getString(2), row.getString(3), row.getString(4))));
    };
  }

  private static TenantId tenant(ResultSet row) throws SQLException {
    return new TenantId(row.getString(1));
  }

  private static AggregateRef ref(ResultSet row) throws SQLException {
    return EventRow.ref(row.getString(1), row.getString(2), row.getObject(3, UUID.class));
  }

  private ArchiveRecord content(ResultSet row) throws SQLException {
    Connection connection = row.getStatement().getConnection();
    ContentHash hash = Hashes.of(row.getBytes(2));
    Snapshot snapshot =
        frames
            .read(
                tenant(row),
                Map.of(hash, SnapshotRow.read(row, 3)),
                (tenant, hashes) -> SnapshotRow.find(connection, tenant, hashes))
            .get(hash);
    if (snapshot == null) {
      throw new IllegalStateException("the snapshot " + hash.value() + " went while it was read");
    }
    return new ArchiveRecord.Content(tenant(row), snapshot);
  }

  private static ArchiveRecord state(ResultSet row) throws SQLException {
    AggregateRef ref =
        EventRow.ref(row.getString(5), row.getString(6), row.getObject(1, UUID.class));
    return new ArchiveRecord.State(
        row.getBoolean(7) ? StateRows.readTombstone(ref, row) : StateRows.read(ref, row));
  }

  private static ArchiveRecord revision(ResultSet row) throws SQLException {
    return new ArchiveRecord.Past(
        ref(row),
        new Revision(
            row.getLong(4),
            Hashes.of(row.getBytes(5)),
            Optional.ofNullable(row.getBytes(6)).map(Hashes::of),
            Hashes.of(row.getBytes(7)),
            new Stamp(Instant.ofEpochMilli(row.getLong(8)), row.getString(9)),
            Optional.ofNullable(row.getString(10)),
            RevisionKind.ofWireName(row.getString(11)),
            new ChangedPaths(List.of((String[]) row.getArray(12).getArray()), row.getBoolean(13)),
            new ChangeId(row.getObject(14, UUID.class)),
            row.getBoolean(15)));
  }

  @Override
  public List<Entry> read(Part part, String after, int limit) {
    return database.read(connection -> page(connection, part, after, limit));
  }

  private List<Entry> page(Connection connection, Part part, String after, int limit)
      throws SQLException {
    return walk(part).page(connection, after, limit).stream().map(ArchiveRecord::entry).toList();
  }

  @Override
  public Optional<String> last(Part part) {
    return database.read(connection -> walk(part).last(connection));
  }

  @Override
  public long count(Part part) {
    return database.read(connection -> count(connection, part));
  }

  private long count(Connection connection, Part part) throws SQLException {
    return Rows.of(
            connection, "SELECT count(*) FROM " + walk(part).table() + " t", row -> row.getLong(1))
        .getFirst();
  }

  /** The moment of the first read. */
  @Override
  public <T> Optional<T> atOneMoment(Function<ArchiveView, T> work) {
    return Optional.of(
        database.atOneMoment(moment ->
            work.apply(
                new ArchiveView() {
                  @Override
                  public List<Entry> read(Part part, String after, int limit) {
                    return moment.read(connection -> page(connection, part, after, limit));
                  }

                  @Override
                  public long count(Part part) {
                    return moment.read(connection -> JdbcArchive.this.count(connection, part));
                  }
                })));
  }

  @Override
  public void write(Part part, List<Entry> entries) {
    List<ArchiveRecord> records =
        entries.stream().map(entry -> ArchiveRecord.of(part, entry)).toList();
    database.write(connection -> {
      write(connection, part, records);
      return records;
    });
  }

  private static void write(Connection connection, Part part, List<ArchiveRecord> records)
      throws SQLException {
    if (part == Part.AGGREGATE) {
      for (int from = 0; from < records.size(); from += STATES) {
        Saving.restore(
            connection,
            records.subList(from, Math.min(from + STATES, records.size())).stream()
                .<Aggregate>map(record -> ((ArchiveRecord.State) record).aggregate())
                .toList());
      }
      return;
    }
    if (records.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(insert(part))) {
      for (ArchiveRecord record : records) {
        Batch.bind(statement, Arrays.asList(values(record)));
        statement.addBatch();
      }
      statement.executeBatch();
    }
    sweepLater(connection, records);
  }

  private static String insert(Part part) {
    return switch (part) {
      case SNAPSHOT ->
          """
          INSERT INTO snapshot (tenant, hash, content, size, put_at)
          VALUES (?, ?, ?, ?, clock_timestamp())
          ON CONFLICT DO NOTHING\
          """;
      case AGGREGATE -> throw new IllegalArgumentException("part: " + part);
      case NAME ->
          """
          INSERT INTO name (tenant, name, kind, aggregate_id) VALUES (?, ?, ?, ?)
          ON CONFLICT DO NOTHING\
          """;
      case REVISION -> RevisionRow.INSERT + " ON CONFLICT DO NOTHING";
      case HEAD ->
          """
          INSERT INTO head (tenant, kind, aggregate_id, draft, seq_no, content, at, author)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING\
          """;
      case JOURNAL -> JdbcJournals.INSERT + " ON CONFLICT DO NOTHING";
      case PARKED ->
          """
          INSERT INTO parked (key, tenant, kind, aggregate_id, sequence, reason, at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING\
          """;
      case EVENT ->
          """
          WITH e AS (
            INSERT INTO event (tenant, kind, aggregate_id, sequence, previous, slot, type, at,
              actor, data, content, traceparent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            RETURNING slot, at, tenant, kind, aggregate_id, sequence),
          u AS (
            INSERT INTO unplaced (at, tenant, kind, aggregate_id, sequence)
            SELECT at, tenant, kind, aggregate_id, sequence FROM e WHERE NOT ?)
          INSERT INTO pending (slot, parked, at, tenant, kind, aggregate_id, sequence)
          SELECT slot, EXISTS (SELECT FROM parked WHERE key = ?), at, tenant, kind, aggregate_id,
            sequence
          FROM e WHERE ?\
          """;
      case PLACED ->
          """
          INSERT INTO feed (position, tenant, kind, aggregate_id, sequence, at)
          SELECT ?, tenant, kind, aggregate_id, sequence, at FROM event
          WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND sequence = ?
          ON CONFLICT DO NOTHING\
          """;
      case HORIZON ->
          """
          INSERT INTO feed_horizon AS h (tenant, horizon) VALUES (?, ?)
          ON CONFLICT (tenant) DO UPDATE SET horizon = greatest(h.horizon, excluded.horizon)\
          """;
      case POSITION -> "UPDATE feed_end SET last = greatest(last, ?)";
      case RECEIPT ->
          """
          INSERT INTO receipt (tenant, key, request, at, made) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING\
          """;
      case MODEL ->
          """
          INSERT INTO model (tenant, id, name, tier) VALUES (?, ?, ?, ?)
          ON CONFLICT DO NOTHING\
          """;
    };
  }

  /** What {@link #insert} wants, in its order. */
  private static @Nullable Object[] values(ArchiveRecord record) {
    return switch (record) {
      case ArchiveRecord.Content(var tenant, var snapshot) ->
          row(
              tenant.value(),
              Hashes.bytes(snapshot.hash()),
              snapshot.canonical(),
              SnapshotRow.size(new Kept.Whole(snapshot.canonical())));
      case ArchiveRecord.State state -> throw new IllegalArgumentException("record: " + state);
      case ArchiveRecord.Name(var tenant, var name, var holder) ->
          row(tenant.value(), name, holder.kind().wireName(), holder.id());
      case ArchiveRecord.Past(var ref, var revision) -> RevisionRow.values(ref, revision);
      case ArchiveRecord.Head(var ref, var head) ->
          row(
              ref.tenant().value(),
              ref.kind().wireName(),
              ref.id(),
              head.draft(),
              head.seqNo(),
              Hashes.bytes(head.content()),
              head.stamp().at().toEpochMilli(),
              head.stamp().by());
      case ArchiveRecord.Noted(var ref, var note) -> JdbcJournals.values(ref, note);
      case ArchiveRecord.Park(var parked) -> {
        AggregateRef ref = parked.aggregate();
        yield row(
            ref.key(),
            ref.tenant().value(),
            ref.kind().wireName(),
            ref.id(),
            parked.sequence(),
            parked.reason(),
            parked.at().toEpochMilli());
      }
      case ArchiveRecord.Logged(var event, var pending, var placed) -> {
        AggregateRef ref = event.aggregate();
        yield row(
            ref.tenant().value(),
            ref.kind().wireName(),
            ref.id(),
            event.sequence(),
            event.previous(),
            Slot.of(ref).number(),
            event.type().wireName(),
            event.stamp().at().toEpochMilli(),
            event.stamp().by(),
            CanonicalJson.writeInOrder(event.data()),
            event.content().map(Hashes::bytes).orElse(null),
            event.traceparent().orElse(null),
            placed,
            ref.key(),
            pending);
      }
      case ArchiveRecord.Placed(var ref, var sequence, var position) ->
          row(position, ref.tenant().value(), ref.kind().wireName(), ref.id(), sequence);
      case ArchiveRecord.Horizon(var tenant, var position) -> row(tenant.value(), position);
      case ArchiveRecord.Position(var position) -> row(position);
      case ArchiveRecord.Proof(var tenant, var receipt) ->
          row(
              tenant.value(),
              Hashes.bytes(receipt.key()),
              Hashes.bytes(receipt.request()),
              Timestamp.from(receipt.at()),
              CanonicalJson.writeInOrder(receipt.made()));
      case ArchiveRecord.Own(var tenant, var model) ->
          row(tenant.value(), model.id(), model.name(), model.tier());
    };
  }

  private static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  /** The work of sweeps: what hangs on aggregates that are gone, and heads of ended drafts. */
  private static void sweepLater(Connection connection, List<ArchiveRecord> records)
      throws SQLException {
    record Draft(AggregateRef aggregate, UUID id) {}
    Set<AggregateRef> owners = new LinkedHashSet<>();
    Set<Draft> drafts = new LinkedHashSet<>();
    for (ArchiveRecord record : records) {
      if (record instanceof ArchiveRecord.Past past) {
        owners.add(past.aggregate());
      } else if (record instanceof ArchiveRecord.Noted noted) {
        owners.add(noted.aggregate());
      } else if (record instanceof ArchiveRecord.Head(var ref, var head)) {
        owners.add(ref);
        drafts.add(new Draft(ref, head.draft()));
      } else if (record instanceof ArchiveRecord.Logged logged
          && logged.event().content().isPresent()) {
        owners.add(logged.event().aggregate());
      }
    }
    Batch batch = new Batch();
    if (!owners.isEmpty()) {
      batch.add(
          """
          INSERT INTO gone_aggregate (tenant, kind, id)
          SELECT g.tenant, g.kind, g.id
          FROM unnest(?::text[], ?::text[], ?::uuid[]) AS g (tenant, kind, id)
          WHERE NOT EXISTS (SELECT FROM aggregate a
            WHERE a.tenant = g.tenant AND a.kind = g.kind AND a.id = g.id AND NOT a.deleted)
          ON CONFLICT DO NOTHING\
          """,
          tenants(owners),
          kinds(owners),
          ids(owners));
    }
    if (!drafts.isEmpty()) {
      List<AggregateRef> refs = drafts.stream().map(Draft::aggregate).toList();
      batch.add(
          """
          INSERT INTO ended_draft (tenant, kind, aggregate_id, draft)
          SELECT g.tenant, g.kind, g.id, g.draft
          FROM unnest(?::text[], ?::text[], ?::uuid[], ?::uuid[]) AS g (tenant, kind, id, draft)
          WHERE NOT EXISTS (SELECT FROM aggregate a
            WHERE a.tenant = g.tenant AND a.kind = g.kind AND a.id = g.id AND a.draft = g.draft)
          ON CONFLICT DO NOTHING\
          """,
          tenants(refs),
          kinds(refs),
          ids(refs),
          drafts.stream().map(Draft::id).toArray(UUID[]::new));
    }
    batch.run(connection);
  }

  private static String[] tenants(Collection<AggregateRef> refs) {
    return refs.stream().map(ref -> ref.tenant().value()).toArray(String[]::new);
  }

  private static String[] kinds(Collection<AggregateRef> refs) {
    return refs.stream().map(ref -> ref.kind().wireName()).toArray(String[]::new);
  }

  private static UUID[] ids(Collection<AggregateRef> refs) {
    return refs.stream().map(AggregateRef::id).toArray(UUID[]::new);
  }

  @Override
  public Optional<String> unfinished() {
    return database.read(connection ->
        Rows.of(connection, "SELECT source FROM migration", row -> row.getString(1)).stream()
            .findFirst());
  }

  @Override
  public void begin(String source) {
    String begun =
        database.write(connection -> {
          Batch batch = new Batch();
          batch.add(
              "INSERT INTO migration (single, source) VALUES (true, ?) ON CONFLICT DO NOTHING",
              source);
          batch.run(connection);
          return Rows.of(connection, "SELECT source FROM migration", row -> row.getString(1))
              .getFirst();
        });
    if (!begun.equals(source)) {
      throw new IllegalStateException(
          "source: " + source + " (expected: " + begun + ", which is unfinished)");
    }
  }

  @Override
  public void finish() {
    database.write(connection -> {
      Batch batch = new Batch();
      batch.add("DELETE FROM migration");
      return batch.run(connection);
    });
  }
}
