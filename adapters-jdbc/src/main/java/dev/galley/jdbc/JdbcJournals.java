package dev.galley.jdbc;

import dev.galley.application.store.Journals;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Journals in PostgreSQL. */
final class JdbcJournals implements Journals {
  /** With {@link #values}. */
  static final String INSERT =
      """
      INSERT INTO journal (tenant, kind, aggregate_id, journal, number, at, author, what)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private final Database database;

  JdbcJournals(Database database) {
    this.database = database;
  }

  static @Nullable Object[] values(AggregateRef ref, JournalEntry note) {
    return new @Nullable Object[] {
      ref.tenant().value(),
      ref.kind().wireName(),
      ref.id(),
      note.journal(),
      note.number(),
      note.stamp().at().toEpochMilli(),
      note.stamp().by(),
      CanonicalJson.writeInOrder(note.what())
    };
  }

  /** The entry in a row, whose columns from {@code first} on are its own. */
  static JournalEntry read(ResultSet row, int first) throws SQLException {
    return new JournalEntry(
        row.getString(first),
        row.getLong(first + 1),
        new Stamp(Instant.ofEpochMilli(row.getLong(first + 2)), row.getString(first + 3)),
        (JsonObject) JsonReader.read(row.getString(first + 4)));
  }

  @Override
  public List<JournalEntry> before(AggregateRef aggregate, String journal, long below, int limit) {
    return database.read(connection ->
        Rows.of(
            connection,
            """
            SELECT journal, number, at, author, what FROM journal
            WHERE tenant = ? AND kind = ? AND aggregate_id = ? AND journal = ? AND number < ?
            ORDER BY number DESC LIMIT ?\
            """,
            row -> read(row, 1),
            aggregate.tenant().value(),
            aggregate.kind().wireName(),
            aggregate.id(),
            journal,
            below,
            limit));
  }
}
