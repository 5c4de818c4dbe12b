package dev.galley.bootstrap.command;

import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.TeamRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A team and the role in it, written {@code <team id>:<role>}; the id may hold colons. */
record TeamMembership(String team, TeamRole role) {
  private static final String RULE = "<team>:<role> with the role reader, writer or admin";

  /**
   * Reads what an option says.
   *
   * @throws CommandFailure when it is no team with a role
   */
  static TeamMembership parse(String text) {
    int colon = text.lastIndexOf(':');
    String team = text.substring(0, Math.max(0, colon));
    TeamRole role =
        TeamRole.ofWireName(text.substring(colon + 1))
            .orElseThrow(() -> CommandFailure.setting("--team", text, RULE));
    if (!Identifiers.valid(team)) {
      throw CommandFailure.setting("--team", text, RULE);
    }
    return new TeamMembership(team, role);
  }

  /** Several of them, each team once, in their order. */
  static Map<String, TeamRole> parseAll(List<String> texts) {
    Map<String, TeamRole> teams = new LinkedHashMap<>();
    for (String text : texts) {
      TeamMembership membership = parse(text);
      if (teams.put(membership.team(), membership.role()) != null) {
        throw CommandFailure.setting("--team", text, "each team once");
      }
    }
    return teams;
  }
}
