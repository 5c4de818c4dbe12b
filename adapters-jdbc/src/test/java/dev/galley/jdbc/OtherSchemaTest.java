package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever only reads leaves a schema as it is, and refuses one that he does not know. */
class OtherSchemaTest {
  private final PostgresSettings settings = PostgresServer.embedded().freshDatabase();
  private final PostgresStoreFactory factory = new PostgresStoreFactory();

  @AfterEach
  void close() {
    factory.close();
  }

  @Test
  void anEmptyDatabaseStaysEmpty() throws SQLException {
    assertThatThrownBy(() -> factory.dataSource(settings, false))
        .isInstanceOf(OtherSchema.class)
        .hasMessageContaining("it is empty, or of an older one");
    assertThat(tables()).isZero();
  }

  @Test
  void theSchemaOfThisGalleyIsReadAndThatOfANewerOneIsNot() throws SQLException {
    factory.dataSource(settings, true);
    assertThat(factory.dataSource(settings, false)).isNotNull();
    run(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 'galley', 1, true)");
    assertThatThrownBy(() -> factory.dataSource(settings, false))
        .isInstanceOf(OtherSchema.class)
        .hasMessageContaining("newer Galley");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int tables() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
