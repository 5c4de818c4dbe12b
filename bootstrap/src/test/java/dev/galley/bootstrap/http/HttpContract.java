package dev.galley.bootstrap.http;

/** What all parts of the suite build upon: a running server. */
interface HttpContract {

  /** The server under test; tests share it, each with a tenant of its own. */
  Galley galley();

  default Tenant tenant() {
    return galley().newTenant();
  }

  /** Of what happens in the same one the order, or the difference, can't be seen. */
  static void awaitAnotherMillisecond() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }

  /** Somebody in a tenant of his own. */
  default Tenant.Member alice() {
    return tenant().user("alice");
  }
}
