package dev.galley.jdbc;

import dev.galley.application.store.EventLog;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.List;

/** Events in PostgreSQL. */
final class JdbcEventLog implements EventLog {
  private final Database database;

  JdbcEventLog(Database database) {
    this.database = database;
  }

  @Override
  public List<Event> of(AggregateRef aggregate, long after, int limit) {
    return database.read(connection ->
        Rows.of(
            connection,
            "SELECT "
                + EventRow.COLUMNS
                + """
                 FROM event e
                WHERE e.tenant = ? AND e.kind = ? AND e.aggregate_id = ? AND e.sequence > ?
                ORDER BY e.sequence LIMIT ?\
                """,
            EventRow::read,
            aggregate.tenant().value(),
            aggregate.kind().wireName(),
            aggregate.id(),
            after,
            limit));
  }
}
