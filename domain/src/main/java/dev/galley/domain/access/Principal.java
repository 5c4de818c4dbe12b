package dev.galley.domain.access;

import java.util.Locale;
import java.util.Objects;

/**
 * A user or a team, as an owner or in a share. Two principals of equal id and different kind have
 * nothing to do with each other.
 *
 * @param id 1 to 200 characters, no {@code /}, no control character
 */
public record Principal(Kind kind, String id) implements Comparable<Principal> {

  /** What a principal is. */
  public enum Kind {
    USER,
    TEAM;

    /** The name on the wire: {@code user} or {@code team}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Principal {
    Objects.requireNonNull(kind, "kind");
    Identifiers.check("id", id);
  }

  /** A user. */
  public static Principal user(String id) {
    return new Principal(Kind.USER, id);
  }

  /** A team. */
  public static Principal team(String id) {
    return new Principal(Kind.TEAM, id);
  }

  /** One text for both parts, {@code user:alice}; for storing and indexing. */
  public String key() {
    return kind.wireName() + ':' + id;
  }

  /** The principal that {@link #key} was made of. */
  public static Principal ofKey(String key) {
    for (Kind kind : Kind.values()) {
      String prefix = kind.wireName() + ':';
      if (key.startsWith(prefix)) {
        return new Principal(kind, key.substring(prefix.length()));
      }
    }
    throw new IllegalArgumentException("key: " + key + " (expected: user:<id> or team:<id>)");
  }

  @Override
  public int compareTo(Principal other) {
    return key().compareTo(other.key());
  }
}
