package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One change of a draft's head, cursor or base, or its end.
 *
 * @param version the number of changes of this draft up to and including this one
 * @param client which of the user's clients wrote, as it calls itself
 */
public record DraftWrite(long version, Kind kind, Optional<String> client, Stamp stamp) {
  /** The longest name of a client, in characters. */
  public static final int MAX_CLIENT = 200;

  /** What was done. */
  public enum Kind {
    CREATED,
    EDIT,
    UNDO,
    REDO,
    RESTORE,
    REBASE,
    /** Some of its changes went live, and it stands on that now. */
    PARTIAL_COMMIT,
    COMMIT,
    DISCARD;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that name. */
    public static Kind ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  public DraftWrite {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(stamp, "stamp");
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: 1 or more)");
    }
  }

  /** The change that follows this one, of a client without a name. */
  DraftWrite then(Kind next, Stamp at) {
    return new DraftWrite(version + 1, next, Optional.empty(), at);
  }

  /** This change, made by that client. */
  DraftWrite from(Optional<String> other) {
    return new DraftWrite(version, kind, other, stamp);
  }
}
