package dev.galley.jdbc;

import dev.galley.application.store.Snapshots;
import dev.galley.delta.Frames;
import dev.galley.delta.Kept;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contents in PostgreSQL. */
final class JdbcSnapshots implements Snapshots {
  private final Database database;
  private final Frames frames;

  JdbcSnapshots(Database database, Frames frames) {
    this.database = database;
    this.frames = frames;
  }

  @Override
  public Optional<Snapshot> find(TenantId tenant, ContentHash hash) {
    return Optional.ofNullable(findAll(tenant, List.of(hash)).get(hash));
  }

  @Override
  public Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes) {
    return hashes.isEmpty()
        ? Map.of()
        : database.read(
            connection -> read(connection, tenant, SnapshotRow.find(connection, tenant, hashes)));
  }

  @Override
  public Map<ContentHash, Snapshot> findBelow(
      TenantId tenant, Collection<ContentHash> hashes, int bytes) {
    return hashes.isEmpty()
        ? Map.of()
        : database.read(connection ->
            read(
                connection,
                tenant,
                SnapshotRow.find(
                    connection,
                    "SELECT "
                        + SnapshotRow.COLUMNS
                        + " FROM snapshot s WHERE s.tenant = ? AND s.hash = ANY (?) AND s.size < ?",
                    tenant.value(),
                    Hashes.sorted(hashes),
                    bytes)));
  }

  private Map<ContentHash, Snapshot> read(
      Connection connection, TenantId tenant, Map<ContentHash, Kept> found) throws SQLException {
    return frames.read(
        tenant, found, (owner, hashes) -> SnapshotRow.find(connection, owner, hashes));
  }
}
