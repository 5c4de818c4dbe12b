package dev.galley.domain.chat;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a message has used; its text is not known here.
 *
 * @param mark names the message among the last ones, so that it counts once; absent when its
 *     reporter has not named it
 * @param inputTokens 0 to {@value #MOST_TOKENS}
 * @param outputTokens 0 to {@value #MOST_TOKENS}
 */
public record Message(
    Optional<String> mark, long inputTokens, long outputTokens, Cost cost, Instant at) {
  /** The most tokens of one message, of either sort. */
  public static final long MOST_TOKENS = 1_000_000_000;

  public Message {
    Objects.requireNonNull(mark, "mark");
    Objects.requireNonNull(at, "at");
    tokens("inputTokens", inputTokens);
    tokens("outputTokens", outputTokens);
    Objects.requireNonNull(cost, "cost");
  }

  /** This message, known by that among the last ones. */
  public Message marked(Optional<String> by) {
    return new Message(by, inputTokens, outputTokens, cost, at);
  }

  private static void tokens(String name, long count) {
    if (count < 0 || count > MOST_TOKENS) {
      throw new IllegalArgumentException(name + ": " + count + " (expected: 0 to 10^9)");
    }
  }
}
