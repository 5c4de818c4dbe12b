package dev.galley.domain.token;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.content.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which of its creator's rights an API token is to have.
 *
 * @param permissions in the order in which they are asked for; absent for all that a token can have
 * @param teams in the order in which they are asked for; absent for all
 */
public record Grant(Optional<List<String>> permissions, Optional<List<Team>> teams) {

  /** The permission to make API tokens. */
  public static final String CREATE = "tokens:create";

  /** What no token can do, whoever makes it: rule over others, and make tokens. */
  public static final Set<String> NEVER = Set.of(Caller.TENANT_ADMIN, Caller.OPERATOR, CREATE);

  public Grant {
    permissions = permissions.map(List::copyOf);
    teams = teams.map(List::copyOf);
  }

  /**
   * A team of the creator's.
   *
   * @param role the creator's or a lower one; absent for the creator's
   */
  public record Team(String id, Optional<TeamRole> role) {

    public Team {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(role, "role");
    }
  }

  /** What is asked for and the creator does not have, each at its place. */
  public List<FieldError> excess(Caller creator) {
    List<FieldError> excess = new ArrayList<>();
    List<String> wanted = permissions.orElse(List.of());
    for (int i = 0; i < wanted.size(); i++) {
      if (!creator.may(wanted.get(i))) {
        excess.add(
            new FieldError("/permissions/" + i, "You do not have the permission " + wanted.get(i)));
      }
    }
    List<Team> members = teams.orElse(List.of());
    for (int i = 0; i < members.size(); i++) {
      Team team = members.get(i);
      Optional<TeamRole> own = Optional.ofNullable(creator.teams().get(team.id()));
      if (own.isEmpty()) {
        excess.add(new FieldError("/teams/" + i, "You do not belong to the team " + team.id()));
      } else if (team.role().filter(role -> !own.get().level().allows(role.level())).isPresent()) {
        excess.add(
            new FieldError(
                "/teams/" + i,
                "Your role in the team " + team.id() + " is " + own.get().wireName()));
      }
    }
    return excess;
  }

  /**
   * Who calls with the token, when nothing is in {@link #excess}. Whatever the creator's roles are,
   * it has none.
   */
  public Caller bearer(Caller creator, Credential.Delegated credential) {
    Set<String> allowed =
        new LinkedHashSet<>(
            permissions.<Collection<String>>map(p -> p).orElse(creator.permissions()));
    allowed.removeAll(NEVER);
    allowed.retainAll(creator.permissions());
    return new Caller(
        creator.tenant(),
        creator.user(),
        teams(creator),
        creator.seats(),
        allowed,
        Set.of(),
        credential);
  }

  private Map<String, TeamRole> teams(Caller creator) {
    if (teams.isEmpty()) {
      return creator.teams();
    }
    Map<String, TeamRole> some = new LinkedHashMap<>();
    for (Team team : teams.get()) {
      Optional.ofNullable(creator.teams().get(team.id()))
          .ifPresent(own ->
              some.put(
                  team.id(),
                  team.role().filter(role -> own.level().allows(role.level())).orElse(own)));
    }
    return some;
  }
}
