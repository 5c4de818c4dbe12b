package dev.galley.bootstrap.command;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.rest.InvalidSetting;
import dev.galley.rest.security.LocalKey;
import dev.galley.rest.security.LocalTokens;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * Whoever sits at this machine, as a caller of the local server.
 *
 * @param name the name under which he calls
 * @param teams the teams that he is in, with his role
 * @param roles such as {@code admin} or {@code operator}
 */
record LocalUser(String name, Map<String, TeamRole> teams, Set<String> roles) {
  private static final String NAMELESS = "local";

  LocalUser {
    teams = Map.copyOf(teams);
    roles = Set.copyOf(roles);
  }

  LocalUser(String name, Map<String, TeamRole> teams) {
    this(name, teams, Set.of());
  }

  /** The user as the one who operates the server. */
  static LocalUser operator(Surroundings surroundings) {
    return new LocalUser(of(surroundings).name(), Map.of(), Set.of(Caller.OPERATOR));
  }

  /** The user as the one who sees everything of the tenant, which the key lets him be anyway. */
  static LocalUser admin(Surroundings surroundings) {
    return new LocalUser(of(surroundings).name(), Map.of(), Set.of(Caller.TENANT_ADMIN));
  }

  /** The user as the operating system knows him. */
  static LocalUser of(Surroundings surroundings) {
    String name = surroundings.userName();
    return new LocalUser(Identifiers.valid(name) ? name : NAMELESS, Map.of());
  }

  /** A token for the local server, with the seat and the permission to create. */
  String token(Path dataDirectory, InstantSource clock, Duration lifetime) {
    return tokens(dataDirectory, clock)
        .mint(
            new Caller(
                new TenantId(LocalTokens.DEFAULT_TENANT),
                name,
                teams,
                Set.of(Caller.AI_SEAT),
                Set.of(Caller.CREATE_ASSISTANTS, Agent.CREATE),
                roles),
            lifetime);
  }

  /**
   * What makes tokens with the key of a data directory.
   *
   * @throws CommandFailure when there is no key, or one that can't be used
   */
  static LocalTokens tokens(Path dataDirectory, InstantSource clock) {
    try {
      return new LocalTokens(
          LocalKey.load(dataDirectory)
              .orElseThrow(() ->
                  CommandFailure.failed(
                      "There is no key in "
                          + dataDirectory
                          + ": no server has been started with that data directory; run 'galley"
                          + " serve' first, or name another with --data-dir or GALLEY_DATA_DIR.")),
          clock);
    } catch (InvalidSetting e) {
      throw CommandFailure.failed(e.getMessage() == null ? "The key is no key." : e.getMessage());
    } catch (UncheckedIOException e) {
      throw CommandFailure.failed(
          "The key "
              + LocalKey.file(dataDirectory)
              + " can't be read by this user; run the command as the user who started the server.");
    }
  }
}
