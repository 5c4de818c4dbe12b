package dev.galley.domain.aggregate;

import java.util.Locale;

/** The families of authored things that have versions of their own. */
public enum AggregateKind {
  ASSISTANT,
  AGENT,
  /** A user's own draft of an agent's revision; its events are those of the agent. */
  WORKING_COPY;

  /** The name on the wire and in record keys: {@code assistant}, {@code working-copy}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether such aggregates have events of their own. */
  public boolean hasEvents() {
    return this != WORKING_COPY;
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static AggregateKind ofWireName(String name) {
    for (AggregateKind kind : values()) {
      if (kind.wireName().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("name: " + name + " (expected: a kind of aggregate)");
  }
}
