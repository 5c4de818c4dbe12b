package dev.galley.jdbc;

import dev.galley.contract.MomentsContract;
import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.WholeStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Every contract, on the embedded server. */
final class PostgresStoreTest implements WholeStoreContract, MomentsContract {
  private static PostgresStoreUnderTest store;

  @BeforeAll
  static void open() {
    store = PostgresStoreUnderTest.on(PostgresServer.embedded());
  }

  @AfterAll
  static void close() {
    store.context().close();
    PostgresServer.embedded().announce();
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public StoreUnderTest emptyStore() {
    return PostgresStoreUnderTest.on(PostgresServer.embedded());
  }
}
