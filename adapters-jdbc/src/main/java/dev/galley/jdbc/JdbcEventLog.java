package dev.galley.jdbc;

import dev.galley.application.store.EventLog;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.List;

/** Events in PostgreSQL. */
final class JdbcEventLog implements EventLog {
  private final Database database;
  private final EventRows events;

  JdbcEventLog(Database database, EventRows events) {
    this.database = database;
    this.events = events;
  }

  @Override
  public List<Event> of(AggregateRef aggregate, long after, int limit) {
    return database.reading(() ->
        events
            .after(
                aggregate.tenant().value(),
                aggregate.kind().wireName(),
                aggregate.id(),
                after,
                limit)
            .stream()
            .map(row -> row.event(aggregate))
            .toList());
  }
}
