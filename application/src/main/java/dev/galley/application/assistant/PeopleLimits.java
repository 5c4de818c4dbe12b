package dev.galley.application.assistant;

/**
 * How much people can hang on one assistant.
 *
 * @param shares how many users and teams can be given a level of their own
 * @param comment the longest message of a comment, in code points
 * @param comments how many comments there can be, on live and on the draft together; writers at the
 *     same moment may pass it by a few
 */
public record PeopleLimits(int shares, int comment, int comments) {

  /** What holds when nothing else is set. */
  public static final PeopleLimits DEFAULT = new PeopleLimits(200, 10_000, 5_000);
}
