package dev.galley.contract.memory;

import dev.galley.application.memory.InMemoryTampering;
import dev.galley.contract.ChainContract;
import dev.galley.contract.InMemoryStoreUnderTest;
import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.Tampering;

/** Alterations of the store that is in memory. */
final class InMemoryChainTest implements ChainContract {
  private final InMemoryStoreUnderTest store = InMemoryStoreUnderTest.create();

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public Tampering tampering() {
    return new InMemoryTampering(store.store());
  }
}
