package dev.galley.mongo;

import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.WholeStoreContract;
import dev.galley.localmongo.LocalMongo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/**
 * Every contract, on the MongoDB that there is, each in a database of its own: the stand-in looks
 * at every document where a real server walks along an index.
 */
final class MongoStoreTest implements WholeStoreContract {
  private final MongoStoreUnderTest store = MongoStoreUnderTest.fresh();

  @AfterEach
  void drop() {
    store.drop();
  }

  @AfterAll
  static void announce() {
    System.out.println("The contracts of stores ran on " + LocalMongo.started().sort() + ".");
  }

  @Override
  public StoreUnderTest store() {
    return store;
  }

  @Override
  public StoreUnderTest emptyStore() {
    return MongoStoreUnderTest.fresh();
  }
}
