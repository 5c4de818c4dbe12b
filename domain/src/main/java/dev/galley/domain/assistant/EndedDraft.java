package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * How the last draft ended, so that a repeated commit learns that it succeeded.
 *
 * @param revision the live revision after it ended
 * @param how its last change, for those who follow it; not known of those that ended long ago
 */
public record EndedDraft(
    UUID draft, Outcome outcome, long revision, Stamp stamp, Optional<DraftWrite> how) {

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
    Objects.requireNonNull(how, "how");
  }

  EndedDraft writtenFrom(Optional<String> client) {
    return new EndedDraft(draft, outcome, revision, stamp, how.map(write -> write.from(client)));
  }
}
