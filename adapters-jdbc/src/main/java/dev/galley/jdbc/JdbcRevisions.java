package dev.galley.jdbc;

import dev.galley.application.assistant.Revisions;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The past of assistants in PostgreSQL. */
final class JdbcRevisions implements Revisions {
  private static final String KIND = AggregateKind.ASSISTANT.wireName();

  private final Database database;
  private final RevisionRows revisions;
  private final HeadRows heads;

  JdbcRevisions(Database database, RevisionRows revisions, HeadRows heads) {
    this.database = database;
    this.revisions = revisions;
    this.heads = heads;
  }

  @Override
  public Optional<Revision> find(TenantId tenant, AssistantId assistant, long number) {
    return database.reading(() ->
        revisions.find(tenant.value(), KIND, assistant.value(), number).map(RevisionRow::revision));
  }

  @Override
  public List<Revision> before(TenantId tenant, AssistantId assistant, long below, int limit) {
    return database.reading(() ->
        revisions.before(tenant.value(), KIND, assistant.value(), below, limit).stream()
            .map(RevisionRow::revision)
            .toList());
  }

  @Override
  public List<HistoryEntry> history(
      TenantId tenant, AssistantId assistant, UUID draft, long below, int limit) {
    return database.reading(() ->
        heads.before(tenant.value(), KIND, assistant.value(), draft, below, limit).stream()
            .map(HeadRow::entry)
            .toList());
  }
}
