package dev.galley.jdbc;

import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Assistants in PostgreSQL: a save is one transaction. */
final class JdbcAssistants implements Assistants {
  private static final String KIND = AggregateKind.ASSISTANT.wireName();
  private static final String BY_ID =
      "SELECT "
          + AssistantRows.COLUMNS
          + " FROM aggregate a WHERE a.tenant = ? AND a.kind = ? AND a.id = ? AND NOT a.deleted";
  private static final String BY_NAME =
      "SELECT "
          + AssistantRows.COLUMNS
          + " FROM name n JOIN aggregate a"
          + " ON a.tenant = n.tenant AND a.kind = n.kind AND a.id = n.aggregate_id"
          + " WHERE n.tenant = ? AND n.kind = ? AND n.name = ? AND NOT a.deleted";

  private final Database database;
  private final Duration snapshotGrace;

  JdbcAssistants(Database database, Duration snapshotGrace) {
    this.database = database;
    this.snapshotGrace = snapshotGrace;
  }

  @Override
  public Optional<Assistant> find(TenantId tenant, AssistantKey key) {
    return switch (key) {
      case AssistantKey.ById byId -> find(tenant, BY_ID, byId.assistant().value());
      case AssistantKey.ByName byName -> find(tenant, BY_NAME, byName.name().toString());
    };
  }

  private Optional<Assistant> find(TenantId tenant, String sql, Object key) {
    return database.read(connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        Batch.bind(query, List.of(tenant.value(), KIND, key));
        try (ResultSet rows = query.executeQuery()) {
          return rows.next() ? Optional.of(AssistantRows.read(tenant, rows)) : Optional.empty();
        }
      }
    });
  }

  @Override
  public SaveOutcome save(Change change) {
    return database.save(
        change.id(),
        (connection, takeBack) -> Saving.in(connection, takeBack, change, snapshotGrace));
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
              (tenant, kind, id, version, deleted, state, changes, listed, searched)
            VALUES (?, ?, ?, 0, true, '', '{}', 0, 0)
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

  @Override
  public AssistantPage page(AssistantQuery query) {
    return database.read(connection -> new Listing(connection, query.tenant()).page(query));
  }

  @Override
  public TagCounts countTags(TenantId tenant, Visibility visibility) {
    return database.read(connection -> new Listing(connection, tenant).countTags(visibility));
  }
}
