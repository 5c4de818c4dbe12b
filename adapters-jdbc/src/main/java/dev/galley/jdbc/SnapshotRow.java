package dev.galley.jdbc;

import dev.galley.delta.Kept;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.ContentHash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A content as a row. */
final class SnapshotRow {
  /** Of {@code s}, for {@link #read}. */
  static final String COLUMNS = "s.hash, s.content, s.delta, s.frame, s.size, s.spent";

  private SnapshotRow() {}

  /** Those of the named contents that are there. */
  static Map<ContentHash, Kept> find(
      Connection connection, TenantId tenant, Collection<ContentHash> hashes) throws SQLException {
    return find(
        connection,
        "SELECT " + COLUMNS + " FROM snapshot s WHERE s.tenant = ? AND s.hash = ANY (?)",
        tenant.value(),
        Hashes.sorted(hashes));
  }

  /** Those that a query gives which selects {@link #COLUMNS}. */
  static Map<ContentHash, Kept> find(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      Batch.bind(query, List.of(parameters));
      Map<ContentHash, Kept> found = new HashMap<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(Hashes.of(rows.getBytes(1)), read(rows, 2));
        }
      }
      return found;
    }
  }

  /**
   * How the content of a row is kept.
   *
   * @param at the place of {@code content} in the row
   */
  static Kept read(ResultSet row, int at) throws SQLException {
    byte @Nullable [] delta = row.getBytes(at + 1);
    return delta == null
        ? new Kept.Whole(row.getString(at))
        : new Kept.Delta(
            Hashes.of(row.getBytes(at + 2)), delta, row.getInt(at + 3), row.getInt(at + 4));
  }

  static @Nullable String content(Kept kept) {
    return switch (kept) {
      case Kept.Whole(String canonical) -> canonical;
      case Kept.Delta delta -> null;
    };
  }

  static byte @Nullable [] delta(Kept kept) {
    return switch (kept) {
      case Kept.Whole whole -> null;
      case Kept.Delta delta -> delta.bytes();
    };
  }

  static byte @Nullable [] frame(Kept kept) {
    return switch (kept) {
      case Kept.Whole whole -> null;
      case Kept.Delta delta -> Hashes.bytes(delta.frame());
    };
  }

  static int size(Kept kept) {
    return switch (kept) {
      case Kept.Whole(String canonical) -> canonical.getBytes(StandardCharsets.UTF_8).length;
      case Kept.Delta delta -> delta.size();
    };
  }

  static @Nullable Integer spent(Kept kept) {
    return switch (kept) {
      case Kept.Whole whole -> null;
      case Kept.Delta delta -> delta.spent();
    };
  }
}
