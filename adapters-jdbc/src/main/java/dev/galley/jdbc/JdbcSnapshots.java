package dev.galley.jdbc;

import dev.galley.application.store.Snapshots;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contents in PostgreSQL. */
final class JdbcSnapshots implements Snapshots {
  private final Database database;

  JdbcSnapshots(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Snapshot> find(TenantId tenant, ContentHash hash) {
    return Optional.ofNullable(findAll(tenant, List.of(hash)).get(hash));
  }

  @Override
  public Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes) {
    return find(
        hashes,
        "SELECT hash, content FROM snapshot WHERE tenant = ? AND hash = ANY (?)",
        tenant.value(),
        Hashes.sorted(hashes));
  }

  @Override
  public Map<ContentHash, Snapshot> findBelow(
      TenantId tenant, Collection<ContentHash> hashes, int bytes) {
    // The length is told without reading what is long.
    return find(
        hashes,
        """
        SELECT hash, content FROM snapshot
        WHERE tenant = ? AND hash = ANY (?) AND octet_length(content) < ?\
        """,
        tenant.value(),
        Hashes.sorted(hashes),
        bytes);
  }

  private Map<ContentHash, Snapshot> find(
      Collection<ContentHash> hashes, String sql, Object... parameters) {
    if (hashes.isEmpty()) {
      return Map.of();
    }
    return database.read(connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        Batch.bind(query, List.of(parameters));
        Map<ContentHash, Snapshot> found = new HashMap<>();
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            ContentHash hash = Hashes.of(rows.getBytes(1));
            found.put(hash, Snapshot.stored(hash, rows.getString(2)));
          }
        }
        return found;
      }
    });
  }
}
