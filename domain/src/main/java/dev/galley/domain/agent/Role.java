package dev.galley.domain.agent;

import java.util.Optional;

/** What a member may do with an agent. */
public enum Role {
  /** Reads the agent, its revisions and deploys. */
  VIEWER("Viewer"),
  /** Has working copies too, and commits them. */
  EDITOR("Editor"),
  /** Deploys too, changes the agent and its members, and deletes it. */
  ADMIN("Admin");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire: {@code Viewer}. */
  public String wireName() {
    return wireName;
  }

  /** The role of that name. */
  public static Optional<Role> ofWireName(String name) {
    for (Role role : values()) {
      if (role.wireName.equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** Whether this role includes what the other one may do. */
  public boolean allows(Role other) {
    return compareTo(other) >= 0;
  }
}
