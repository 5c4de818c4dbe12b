package dev.galley.domain.access;

import dev.galley.domain.content.ContentHash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls, as the credentials say.
 *
 * @param user the subject, 1 to 200 characters, no {@code /}, no control character
 * @param teams the caller's role in each of his teams, by the team's id, in the order of the
 *     credentials
 * @param seats licences, of which {@code ai} is needed for every call
 * @param permissions rights that hang on no single thing, such as {@code assistants:create}
 * @param roles {@code admin} of the tenant, {@code operator} of the server
 * @param credential what he has shown, which may narrow all of these
 */
public record Caller(
    TenantId tenant,
    String user,
    Map<String, TeamRole> teams,
    Set<String> seats,
    Set<String> permissions,
    Set<String> roles,
    Credential credential) {

  /** The seat without which nothing answers. */
  public static final String AI_SEAT = "ai";

  /** The role with level 3 on everything in its tenant. */
  public static final String TENANT_ADMIN = "admin";

  /** The role for the server itself; it sees no content. */
  public static final String OPERATOR = "operator";

  /** The permission to create assistants. */
  public static final String CREATE_ASSISTANTS = "assistants:create";

  /**
   * The permission to read every event of the tenant, the contents of private assistants included.
   */
  public static final String READ_EVENTS = "events:read";

  /** The permission to begin chats and report messages for other users. */
  public static final String REPORT_CHATS = "chats:report";

  public Caller {
    Objects.requireNonNull(tenant, "tenant");
    Identifiers.check("user", user);
    teams.keySet().forEach(id -> Identifiers.check("team", id));
    teams = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(teams));
    seats = Set.copyOf(seats);
    permissions = Set.copyOf(permissions);
    roles = Set.copyOf(roles);
    Objects.requireNonNull(credential, "credential");
  }

  /** Somebody who calls in his own name. */
  public Caller(
      TenantId tenant,
      String user,
      Map<String, TeamRole> teams,
      Set<String> seats,
      Set<String> permissions,
      Set<String> roles) {
    this(tenant, user, teams, seats, permissions, roles, new Credential.Personal());
  }

  /** The caller as an owner or in a share. */
  public Principal principal() {
    return Principal.user(user);
  }

  /** Whether the caller has the AI seat. */
  public boolean hasSeat() {
    return seats.contains(AI_SEAT);
  }

  /** Whether the caller administers his tenant. */
  public boolean isTenantAdmin() {
    return roles.contains(TENANT_ADMIN);
  }

  /** Whether the caller holds a permission. */
  public boolean may(String permission) {
    return permissions.contains(permission);
  }

  /** The API token that the call is made with. */
  public Optional<UUID> apiToken() {
    return switch (credential) {
      case Credential.Delegated(UUID token, _, _) -> Optional.of(token);
      case Credential.Personal _, Credential.External _ -> Optional.empty();
    };
  }

  /** Whether the caller's rights reach that assistant. A runtime has none, but what it shows. */
  public boolean reaches(UUID assistant) {
    return switch (credential) {
      case Credential.Personal _ -> true;
      case Credential.Delegated(_, _, var only) -> only.isEmpty() || only.get().equals(assistant);
      case Credential.External _ -> false;
    };
  }

  /** Whether this is a runtime that has shown that token. */
  public boolean shows(ContentHash token) {
    return credential.equals(new Credential.External(token));
  }

  /** The caller's first team in which he writes, of which what he shares belongs to. */
  public Optional<Principal> firstWritingTeam() {
    return teams.entrySet().stream()
        .filter(team -> team.getValue().level().allows(Level.WRITE))
        .map(team -> Principal.team(team.getKey()))
        .findFirst();
  }

  /**
   * A principal that was named without its kind: a team if the caller belongs to it, else a user.
   */
  public Principal resolve(String id) {
    return teams.containsKey(id) ? Principal.team(id) : Principal.user(id);
  }

  /** The caller's own level through one principal: himself, or a team by his role in it. */
  private Level levelAs(Principal owner) {
    return switch (owner.kind()) {
      case USER -> owner.id().equals(user) ? Level.ADMIN : Level.NONE;
      case TEAM ->
          Optional.ofNullable(teams.get(owner.id())).map(TeamRole::level).orElse(Level.NONE);
    };
  }

  /** The level on something owned and shared like this, without what openness to all gives. */
  public Level levelOn(Principal owner, Iterable<Share> shares) {
    if (isTenantAdmin()) {
      return Level.ADMIN;
    }
    Level level = levelAs(owner);
    for (Share share : shares) {
      Principal with = share.principal();
      boolean mine =
          switch (with.kind()) {
            case USER -> with.id().equals(user);
            case TEAM -> teams.containsKey(with.id());
          };
      if (mine) {
        level = level.or(share.level());
      }
    }
    return level;
  }
}
