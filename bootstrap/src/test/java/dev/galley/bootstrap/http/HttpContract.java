package dev.galley.bootstrap.http;

/** What all parts of the suite build upon: a running server. */
interface HttpContract {

  /** The server under test; tests share it, each with a tenant of its own. */
  Galley galley();

  default Tenant tenant() {
    return galley().newTenant();
  }

  /** Somebody in a tenant of his own. */
  default Tenant.Member alice() {
    return tenant().user("alice");
  }
}
