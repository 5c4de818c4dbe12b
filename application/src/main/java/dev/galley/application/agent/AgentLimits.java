package dev.galley.application.agent;

import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.WorkingCopy;

/**
 * How much agents may hold.
 *
 * @param contentBytes the largest content, in bytes of its canonical form
 * @param comment the longest comment, in code points
 * @param retention how many entries of a working copy's history are kept
 * @param copies how many working copies of an agent a user can have open
 */
public record AgentLimits(int contentBytes, int comment, int retention, int copies) {

  /** What holds when nothing else is set. */
  public static final AgentLimits DEFAULT =
      new AgentLimits(AgentContent.MAX_BYTES, AgentContent.MAX_COMMENT, 500, 50);

  /** The most entries that can be kept; more could not be told in one answer. */
  public static final int MAX_RETENTION = 1_000;

  public AgentLimits {
    if (retention < WorkingCopy.MIN_RETENTION || retention > MAX_RETENTION) {
      throw new IllegalArgumentException(
          "retention: "
              + retention
              + " (expected: "
              + WorkingCopy.MIN_RETENTION
              + " to "
              + MAX_RETENTION
              + ")");
    }
    if (contentBytes < 1 || comment < 0 || copies < 1) {
      throw new IllegalArgumentException(
          "limits: " + contentBytes + ", " + comment + ", " + copies + " (expected: positive)");
    }
  }
}
