package dev.galley.jdbc;

import dev.galley.application.assistant.AssistantPage;
import dev.galley.application.assistant.AssistantQuery;
import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.TagCounts;
import dev.galley.application.assistant.Visibility;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;

/** Assistants in PostgreSQL. */
final class JdbcAssistants implements Assistants {
  private static final String KIND = AggregateKind.ASSISTANT.wireName();
  private static final String BY_ID =
      "SELECT "
          + StateRows.COLUMNS
          + " FROM aggregate a WHERE a.tenant = ? AND a.kind = ? AND a.id = ? AND NOT a.deleted";
  private static final String BY_NAME =
      "SELECT "
          + StateRows.COLUMNS
          + " FROM name n JOIN aggregate a"
          + " ON a.tenant = n.tenant AND a.kind = n.kind AND a.id = n.aggregate_id"
          + " WHERE n.tenant = ? AND n.kind = ? AND n.name = ? AND NOT a.deleted";

  private final Database database;

  JdbcAssistants(Database database) {
    this.database = database;
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
          return rows.next()
              ? Optional.of(StateRows.readAssistant(tenant, rows))
              : Optional.empty();
        }
      }
    });
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
