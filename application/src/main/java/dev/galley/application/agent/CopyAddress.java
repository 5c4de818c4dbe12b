package dev.galley.application.agent;

import dev.galley.domain.access.Caller;
import java.util.Objects;

/**
 * Where a request looks for a working copy: the caller's own, of that agent, on that revision.
 *
 * @param tenant as the path names it
 * @param agent as the path names it
 * @param base the number of the revision, 0 for the empty state before the first
 */
public record CopyAddress(Caller caller, String tenant, String agent, long base) {

  public CopyAddress {
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(agent, "agent");
  }
}
