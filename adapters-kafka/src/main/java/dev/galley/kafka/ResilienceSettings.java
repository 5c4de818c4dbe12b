package dev.galley.kafka;

import java.time.Duration;

/**
 * How patient the publisher is.
 *
 * @param attempts how often an event is tried before that counts as an outage, 1 to 10
 * @param backoff the pause before the second attempt, doubled for each further one, halved to one
 *     and a half times by chance; at most {@link #MAX_BACKOFF}
 * @param timeLimit for one attempt; longer than what the producer itself allows for a delivery
 * @param window how many of the last calls the circuit breaker looks at, 1 to 1,000
 * @param failureRate the percentage of failures in the window that opens it, 1 to 100
 * @param openFor how long nothing is tried then
 * @param trials how many calls are tried after that, before it closes or opens again, 1 to 100
 */
public record ResilienceSettings(
    int attempts,
    Duration backoff,
    Duration timeLimit,
    int window,
    int failureRate,
    Duration openFor,
    int trials) {
  /** The longest pause between two attempts. */
  public static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** What holds when nothing is set. */
  public static final ResilienceSettings DEFAULT =
      new ResilienceSettings(
          3, Duration.ofMillis(200), Duration.ofSeconds(15), 20, 50, Duration.ofSeconds(5), 3);

  public ResilienceSettings {
    check("attempts", attempts, 10);
    check("backoff", backoff, MAX_BACKOFF);
    check("time-limit", timeLimit, LONGEST);
    check("window", window, 1_000);
    check("failure-rate", failureRate, 100);
    check("open-for", openFor, LONGEST);
    check("trials", trials, 100);
  }

  private static void check(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new InvalidKafkaSetting("galley.kafka.resilience." + name, value, "1 to " + max);
    }
  }

  private static void check(String name, Duration value, Duration max) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(max) > 0) {
      throw new InvalidKafkaSetting(
          "galley.kafka.resilience." + name,
          value.toMillis() + "ms",
          "1ms to " + max.toSeconds() + "s");
    }
  }
}
