package dev.galley.domain.aggregate;

import java.util.Locale;

/** The families of authored things that have events and versions of their own. */
public enum AggregateKind {
  ASSISTANT;

  /** The name on the wire and in record keys: {@code assistant}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
