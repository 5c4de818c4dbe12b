package dev.galley.contract;

/** What all contracts of stores have in common: the store. */
public interface StoreContract {

  /** The store, the same one for all tests of a class. */
  StoreUnderTest store();

  /** Somebody who works in a tenant that nobody has used. */
  default Author author() {
    return Author.inFreshTenant(store());
  }
}
