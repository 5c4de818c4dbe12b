package dev.galley.jdbc.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Asks a PostgreSQL server whether an acknowledged commit survives a crash. It serves the embedded
 * server as well as one that the operator names.
 */
public final class DurabilityCheck {

  private static final List<String> SETTINGS =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private DurabilityCheck() {}

  /**
   * Returns if {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} are on, as
   * this session sees them. It should therefore be given a session of the role and the database
   * that Galley works with: {@code synchronous_commit} can be set for either. {@code remote_apply}
   * counts as on, since it waits for everything that {@code on} waits for.
   *
   * @throws DurabilityException naming the first setting that is not on
   * @throws SQLException when the server does not answer
   */
  public static void verify(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        String value = show(statement, setting);
        boolean safe =
            value.equals("on")
                || (setting.equals("synchronous_commit") && value.equals("remote_apply"));
        if (!safe) {
          throw new DurabilityException(setting, value);
        }
      }
    }
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
      if (!rows.next()) {
        throw new SQLException("SHOW " + setting + " gave no row");
      }
      String value = rows.getString(1);
      return value == null ? "unknown" : value;
    }
  }
}
