package dev.galley.domain.access;

import java.util.Locale;
import java.util.Optional;

/** What a member is in a team, and so what level he has on what the team owns. */
public enum TeamRole {
  READER(Level.READ),
  WRITER(Level.WRITE),
  ADMIN(Level.ADMIN);

  private final Level level;

  TeamRole(Level level) {
    this.level = level;
  }

  /** The level on the team's assistants. */
  public Level level() {
    return level;
  }

  /** The role of that name ({@code reader}, {@code writer}, {@code admin}). */
  public static Optional<TeamRole> ofWireName(String name) {
    for (TeamRole role : values()) {
      if (role.wireName().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
