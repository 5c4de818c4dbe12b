package dev.galley.domain.agent;

import java.util.Objects;

/**
 * Where a working copy is found: there is at most one at a place.
 *
 * @param incarnation which of the agents that had the id, 1 for the first
 * @param base the number of the revision that it started from; 0 for the empty state before the
 *     first
 * @param user whose it is
 */
public record CopyPlace(AgentId agent, long incarnation, long base, String user) {

  public CopyPlace {
    Objects.requireNonNull(agent, "agent");
    Objects.requireNonNull(user, "user");
    if (incarnation < 1 || base < 0) {
      throw new IllegalArgumentException(
          "place: base " + base + " of incarnation " + incarnation + " (expected: 0 of 1 or more)");
    }
  }

  /**
   * The place as a name that is unique in its tenant: without a slash, as names are, and without a
   * colon, which the name of every assistant has.
   */
  public String name() {
    String owner = user.replace("%", "%25").replace(":", "%3A");
    return Keys.COPY + agent.value() + '.' + incarnation + '.' + base + '.' + owner;
  }

  /** The same user's place on another base. */
  public CopyPlace on(long other) {
    return new CopyPlace(agent, incarnation, other, user);
  }
}
