package dev.galley.contract.memory;

import dev.galley.contract.InMemoryStoreUnderTest;
import dev.galley.contract.MomentsContract;
import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.WholeStoreContract;

/**
 * Memory keeps every contract but that of atomicity under failure: there is nothing between it and
 * itself that could fail.
 */
final class InMemoryStoreTest implements WholeStoreContract, MomentsContract {
  private static final StoreUnderTest STORE = InMemoryStoreUnderTest.create();

  @Override
  public StoreUnderTest store() {
    return STORE;
  }

  @Override
  public int sequences() {
    return 100;
  }

  @Override
  public StoreUnderTest emptyStore() {
    return InMemoryStoreUnderTest.create();
  }
}
