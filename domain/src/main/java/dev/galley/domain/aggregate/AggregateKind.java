package dev.galley.domain.aggregate;

import java.util.Locale;

/** The families of things that have versions of their own: authored ones, and items. */
public enum AggregateKind {
  ASSISTANT,
  AGENT,
  /** A user's own draft of an agent's revision; its events are those of the agent. */
  WORKING_COPY,
  /** A published persona. */
  PERSONA,
  /** A draft of a persona, with what is proposed to it. */
  PERSONA_DRAFT,
  /** Something that personas connect. */
  PERSONA_RESOURCE,
  /** The bytes of a file of an assistant. */
  FILE,
  /** The value of a secret of an assistant, sealed. */
  SECRET_VALUE,
  COMMENT,
  /** That an assistant is one of a user's favourites. */
  FAVORITE,
  CHAT,
  /** What a user has used of an assistant on one day. */
  USAGE,
  API_TOKEN,
  /** The keys by which a tenant's secrets are sealed, sealed themselves. */
  TENANT_KEYS,
  /** That a deleted thing has left items behind, which are to be erased. */
  LEFTOVERS;

  /** The name on the wire and in record keys: {@code assistant}, {@code working-copy}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether such aggregates are {@linkplain dev.galley.domain.item.Item items}. */
  public boolean isItem() {
    return switch (this) {
      case ASSISTANT, AGENT, WORKING_COPY, PERSONA -> false;
      case PERSONA_DRAFT,
          PERSONA_RESOURCE,
          FILE,
          SECRET_VALUE,
          COMMENT,
          FAVORITE,
          CHAT,
          USAGE,
          API_TOKEN,
          TENANT_KEYS,
          LEFTOVERS ->
          true;
    };
  }

  /** Whether such aggregates have events of their own. */
  public boolean hasEvents() {
    return this == ASSISTANT || this == AGENT || this == PERSONA;
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
