package dev.galley.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several statements that go to the server in one round trip: the driver takes a text with {@code
 * ;} between them, prepares each, and sends all before it waits.
 */
final class Batch {
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> parameters = new ArrayList<>();
  private int statements;

  /**
   * Adds a statement that gives no rows.
   *
   * @return its place, for {@link #run}
   */
  int add(String sql, @Nullable Object... values) {
    if (statements > 0) {
      text.append(";\n");
    }
    text.append(sql);
    parameters.addAll(Arrays.asList(values));
    return statements++;
  }

  /** Runs all in order; how many rows each has touched. */
  int[] run(Connection connection) throws SQLException {
    int[] counts = new int[statements];
    if (statements == 0) {
      return counts;
    }
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      bind(statement, parameters);
      statement.execute();
      for (int i = 0; i < statements; i++) {
        counts[i] = statement.getUpdateCount();
        statement.getMoreResults();
      }
    }
    return counts;
  }

  /** Sets all parameters. Arrays of texts, numbers, ids and bytes become those of the database. */
  static void bind(PreparedStatement statement, List<? extends @Nullable Object> values)
      throws SQLException {
    Connection connection = statement.getConnection();
    for (int i = 0; i < values.size(); i++) {
      @Nullable Object value = values.get(i);
      int at = i + 1;
      switch (value) {
        case null -> statement.setObject(at, null);
        case byte[] bytes -> statement.setBytes(at, bytes);
        case String[] texts -> statement.setArray(at, connection.createArrayOf("text", texts));
        case Integer[] numbers -> statement.setArray(at, connection.createArrayOf("int4", numbers));
        case Long[] numbers -> statement.setArray(at, connection.createArrayOf("int8", numbers));
        case byte[][] hashes -> statement.setArray(at, connection.createArrayOf("bytea", hashes));
        case Object[] ids -> statement.setArray(at, connection.createArrayOf("uuid", ids));
        default -> statement.setObject(at, value);
      }
    }
  }
}
