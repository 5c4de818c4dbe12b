package dev.galley.domain.agent;

import java.util.Locale;

/** The lists in which agents and working copies are found. */
public final class Keys {
  static final String COPY = "copy.";

  /** Every agent. */
  public static final String AGENTS = "agents";

  /** Agents of whose deleted predecessors something is left. */
  public static final String LEFTOVERS = "agents/leftovers";

  private Keys() {}

  /** The agents in which a user has a role. */
  public static String agentsOf(String user) {
    return "agents/of/" + user;
  }

  /** All working copies of an agent, ended ones too. */
  public static String copies(AgentId agent, long incarnation) {
    return "copies/" + agent.value() + '/' + incarnation;
  }

  /** The open working copies of an agent. */
  public static String open(AgentId agent, long incarnation) {
    return "open/" + agent.value() + '/' + incarnation;
  }

  /** A user's open working copies of an agent. */
  public static String open(AgentId agent, long incarnation, String user) {
    return open(agent, incarnation) + '/' + user;
  }

  /** A user's open working copies of all agents. */
  public static String drafts(String user) {
    return "drafts/" + user;
  }

  /** A number whose order as text is that of numbers. */
  static String ordered(long number) {
    return String.format(Locale.ROOT, "%019d", number);
  }
}
