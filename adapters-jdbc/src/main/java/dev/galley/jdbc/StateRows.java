package dev.galley.jdbc;

import dev.galley.application.store.AssistantDocument;
import dev.galley.application.store.StateDocument;
import dev.galley.application.store.TombstoneDocument;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

/**
 * The states of aggregates in their table. The ids of their last changes have a column of their
 * own.
 */
final class StateRows {
  private static final String RECENT_CHANGES = "recentChanges";

  /** What {@link #read} reads, of {@code aggregate a}. */
  static final String COLUMNS = "a.id, a.version, a.state, a.changes";

  private StateRows() {}

  static String write(Aggregate aggregate) {
    JsonObject state = StateDocument.write(aggregate).without(RECENT_CHANGES);
    return CanonicalJson.writeInOrder(state);
  }

  static Assistant readAssistant(TenantId tenant, ResultSet row) throws SQLException {
    return AssistantDocument.read(
        tenant, row.getObject(1, UUID.class), row.getLong(2), document(row));
  }

  static Living read(AggregateRef ref, ResultSet row) throws SQLException {
    return StateDocument.read(ref, row.getLong(2), document(row));
  }

  static Tombstone readTombstone(AggregateRef ref, ResultSet row) throws SQLException {
    return TombstoneDocument.read(ref, row.getLong(2), document(row));
  }

  private static JsonObject document(ResultSet row) throws SQLException {
    UUID[] changes = (UUID[]) row.getArray(4).getArray();
    return ((JsonObject) JsonReader.read(row.getString(3)))
        .with(
            RECENT_CHANGES,
            AssistantDocument.write(
                new RecentChanges(Arrays.stream(changes).map(ChangeId::new).toList())));
  }
}
