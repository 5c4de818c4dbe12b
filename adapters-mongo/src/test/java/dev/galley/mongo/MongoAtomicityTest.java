package dev.galley.mongo;

import dev.galley.contract.AtomicityContract;
import dev.galley.contract.Faults;
import dev.galley.contract.StoreUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Saves whose connection breaks at each of their exchanges with the server. */
final class MongoAtomicityTest implements AtomicityContract {
  private static final FaultyExchange FAULTS = new FaultyExchange();
  private static MongoStoreUnderTest store;

  @BeforeAll
  static void open() {
    store = MongoStoreUnderTest.on(MongoStoreUnderTest.freshDatabase(), FAULTS);
    store.assistants();
  }

  @AfterAll
  static void close() {
    store.drop();
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public Faults faults() {
    return FAULTS;
  }
}
