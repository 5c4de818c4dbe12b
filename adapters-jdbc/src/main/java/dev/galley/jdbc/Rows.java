package dev.galley.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that give rows. */
final class Rows {
  /**
   * Has the statement behind it planned for walks along indexes. The tables of events are queues:
   * what the database knows of their sizes is old, and a plan made while one was empty may meet a
   * million rows. All statements of one text make one transaction, at whose end this ends too.
   */
  private static final String BY_INDEX =
      """
      SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
        set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
      """;

  private Rows() {}

  /** What is made of one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** All rows. */
  static <T> List<T> of(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Batch.bind(statement, Arrays.asList(values));
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, reader);
      }
    }
  }

  /** All rows of a statement that is to walk along indexes, in the same round trip. */
  static <T> List<T> byIndex(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BY_INDEX + sql)) {
      Batch.bind(statement, Arrays.asList(values));
      statement.execute();
      statement.getMoreResults();
      try (ResultSet rows = statement.getResultSet()) {
        return read(rows, reader);
      }
    }
  }

  private static <T> List<T> read(ResultSet rows, Reader<T> reader) throws SQLException {
    List<T> found = new ArrayList<>();
    while (rows.next()) {
      found.add(reader.read(rows));
    }
    return found;
  }
}
