package dev.galley.jdbc;

import dev.galley.contract.MomentsContract;
import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.WholeStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same on the official image, in addition, where Docker answers. */
@EnabledIf(
    value = "dev.galley.jdbc.PostgresServer#dockerAnswers",
    disabledReason = "no Docker here; the contracts run on the embedded server in any case")
final class PostgresInDockerStoreTest implements WholeStoreContract, MomentsContract {
  private static PostgresStoreUnderTest store;

  @BeforeAll
  static void open() {
    store = PostgresStoreUnderTest.on(PostgresServer.inDocker());
  }

  @AfterAll
  static void close() {
    store.context().close();
    PostgresServer.inDocker().announce();
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public StoreUnderTest emptyStore() {
    return PostgresStoreUnderTest.on(PostgresServer.inDocker());
  }
}
