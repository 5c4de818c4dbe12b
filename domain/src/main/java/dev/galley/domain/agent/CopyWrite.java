package dev.galley.domain.agent;

import dev.galley.domain.aggregate.Stamp;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One change of a working copy's head or cursor, or its end.
 *
 * @param version the version that it made
 * @param client which of the user's clients wrote, as it calls itself
 */
public record CopyWrite(DraftVersion version, Kind kind, Optional<String> client, Stamp stamp) {

  /** What was done. */
  public enum Kind {
    CREATED,
    AUTOSAVE,
    UNDO,
    REDO,
    RESTORE,
    RESET,
    REBASE,
    COMMIT,
    DISCARD;

    /** The name on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name. */
    public static Kind ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  public CopyWrite {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(stamp, "stamp");
  }
}
