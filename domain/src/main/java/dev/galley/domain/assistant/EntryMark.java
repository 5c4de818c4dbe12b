package dev.galley.domain.assistant;

import java.util.Objects;
import java.util.Optional;

/**
 * What somebody has noted about an entry of a draft's history.
 *
 * @param pinned whether undo reaches it however many entries come behind it
 * @param label its name
 */
public record EntryMark(boolean pinned, Optional<String> label) {

  /** Nothing is noted. */
  public static final EntryMark NONE = new EntryMark(false, Optional.empty());

  /** How many entries of a draft can have a mark. */
  public static final int MOST = 100;

  public EntryMark {
    Objects.requireNonNull(label, "label");
  }
}
