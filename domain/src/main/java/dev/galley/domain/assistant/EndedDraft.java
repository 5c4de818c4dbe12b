package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * How the last draft ended, so that a repeated commit learns that it succeeded.
 *
 * @param revision the live revision after it ended
 */
public record EndedDraft(UUID draft, Outcome outcome, long revision, Stamp stamp) {

  /** How a draft ends. */
  public enum Outcome {
    COMMITTED,
    /** It was committed, and was equal to what is live. */
    UNCHANGED,
    DISCARDED;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of that name. */
    public static Outcome ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  public EndedDraft {
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(stamp, "stamp");
  }
}
