package dev.galley.domain.access;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who sees a thing in lists, as a set of keys: those of principals, and {@link #EVERYONE} for all
 * who have the seat in the tenant. A caller sees what has a key in common with his own.
 */
public final class Audience {

  /** The key of everyone in the tenant. */
  public static final String EVERYONE = "*";

  private Audience() {}

  /** The keys of something owned and shared like this. */
  public static Set<String> of(Principal owner, Iterable<Share> shares, boolean shared) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(owner.key());
    shares.forEach(share -> keys.add(share.principal().key()));
    if (shared) {
      keys.add(EVERYONE);
    }
    return keys;
  }

  /** The keys of a caller who is no admin of the tenant (an admin needs none: he sees all). */
  public static Set<String> keysOf(Caller caller) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(caller.principal().key());
    caller.teams().keySet().forEach(team -> keys.add(Principal.team(team).key()));
    keys.add(EVERYONE);
    return keys;
  }
}
