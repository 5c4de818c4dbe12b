package dev.galley.bootstrap.http;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Everything over HTTP, with the store in a PostgreSQL of the server's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresHttpTest
    implements AssistantsHttpContract,
        AccessMatrixHttpContract,
        AgentsHttpContract,
        PersonasHttpContract {
  private final Galley galley =
      Galley.start(
          Map.of(
              "galley.store.kind", "postgres",
              // Properties of a start by hand take the place of what DialectSetting brings along.
              "datasources.default.dialect", "POSTGRES",
              "galley.postgres.connection-timeout", "30s"));

  @Override
  public Galley galley() {
    return galley;
  }

  @AfterAll
  void stop() {
    galley.close();
  }
}
