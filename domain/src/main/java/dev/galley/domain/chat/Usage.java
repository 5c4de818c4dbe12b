package dev.galley.domain.chat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The figures of an assistant, or of one of its days, as they are added up. */
public final class Usage {
  private final Set<String> users = new HashSet<>();
  private final boolean ofOneDay;
  private int activeUsers;
  private long messages;
  private long chats;
  private BigInteger inputTokens = BigInteger.ZERO;
  private BigInteger outputTokens = BigInteger.ZERO;
  private BigDecimal cost = BigDecimal.ZERO;
  private Instant lastUsed = Instant.EPOCH;

  private Usage(boolean ofOneDay) {
    this.ofOneDay = ofOneDay;
  }

  /** Nothing yet, of any days; it remembers who the users are. */
  public static Usage ofDays() {
    return new Usage(false);
  }

  /** Nothing yet, of one day, on which each user is met once. */
  public static Usage ofOneDay() {
    return new Usage(true);
  }

  /** Adds what a user has used on a day. */
  public void add(UsageDay day) {
    if (ofOneDay || users.add(day.user())) {
      activeUsers++;
    }
    messages += day.messages();
    chats += day.chats();
    inputTokens = inputTokens.add(day.inputTokens());
    outputTokens = outputTokens.add(day.outputTokens());
    cost = cost.add(day.cost());
    if (day.lastUsed().isAfter(lastUsed)) {
      lastUsed = day.lastUsed();
    }
  }

  /** How many messages were reported. */
  public long messages() {
    return messages;
  }

  /** How many chats were begun. */
  public long chats() {
    return chats;
  }

  /** The tokens that went in. */
  public BigInteger inputTokens() {
    return inputTokens;
  }

  /** The tokens that came out. */
  public BigInteger outputTokens() {
    return outputTokens;
  }

  /** What it has cost, to the last digit. */
  public BigDecimal cost() {
    return cost;
  }

  /** How many users have begun a chat, or have messages. */
  public int activeUsers() {
    return activeUsers;
  }

  /** The latest message or beginning of a chat; absent when there was none. */
  public Optional<Instant> lastUsed() {
    return activeUsers == 0 ? Optional.empty() : Optional.of(lastUsed);
  }
}
