package dev.galley.application.assistant;

import dev.galley.domain.access.Audience;
import dev.galley.domain.access.Caller;
import java.util.Set;

/** What a caller's lists are drawn from. */
public sealed interface Visibility {

  /** All of the tenant. */
  record Everything() implements Visibility {}

  /** What has one of these keys in its audience. */
  record SharedWith(Set<String> keys) implements Visibility {

    public SharedWith {
      keys = Set.copyOf(keys);
    }
  }

  /** A caller's. */
  static Visibility of(Caller caller) {
    return caller.isTenantAdmin() ? new Everything() : new SharedWith(Audience.keysOf(caller));
  }
}
