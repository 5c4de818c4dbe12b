package dev.galley.jdbc;

import dev.galley.contract.WiredStoreUnderTest;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The store as it is wired in production, on a database of its own. */
record PostgresStoreUnderTest(ApplicationContext context) implements WiredStoreUnderTest {

  static PostgresStoreUnderTest on(PostgresServer server) {
    return on(server.freshDatabase(), false);
  }

  static PostgresStoreUnderTest on(PostgresSettings settings, boolean withFaults) {
    return new PostgresStoreUnderTest(
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "galley.store.kind",
                    "postgres",
                    "galley.test.faults",
                    Boolean.toString(withFaults)))
            .singletons(settings)
            .start());
  }

  @Override
  public <T> T port(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void settle() {
    PostgresSettings settings = context.getBean(PostgresSettings.class);
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE) listing, searchable, aggregate");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
