package dev.galley.jdbc;

import dev.galley.application.assistant.Revisions;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The past in PostgreSQL. */
final class JdbcRevisions implements Revisions {
  private final Database database;
  private final RevisionRows revisions;
  private final HeadRows heads;

  JdbcRevisions(Database database, RevisionRows revisions, HeadRows heads) {
    this.database = database;
    this.revisions = revisions;
    this.heads = heads;
  }

  @Override
  public Optional<Revision> find(AggregateRef aggregate, long number) {
    return database.reading(() ->
        revisions
            .find(aggregate.tenant().value(), aggregate.kind().wireName(), aggregate.id(), number)
            .map(RevisionRow::revision));
  }

  @Override
  public List<Revision> before(AggregateRef aggregate, long below, int limit) {
    return database.reading(() ->
        revisions
            .before(
                aggregate.tenant().value(),
                aggregate.kind().wireName(),
                aggregate.id(),
                below,
                limit)
            .stream()
            .map(RevisionRow::revision)
            .toList());
  }

  @Override
  public List<HistoryEntry> history(AggregateRef aggregate, UUID draft, long below, int limit) {
    return database.reading(() ->
        heads
            .before(
                aggregate.tenant().value(),
                aggregate.kind().wireName(),
                aggregate.id(),
                draft,
                below,
                limit)
            .stream()
            .map(HeadRow::entry)
            .toList());
  }
}
