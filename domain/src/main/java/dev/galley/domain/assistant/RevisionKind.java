package dev.galley.domain.assistant;

import java.util.Locale;

/** How a revision came to be. */
public enum RevisionKind {
  CREATED,
  COMMIT,
  UPDATE,
  /** The commit of what a restore of a revision had put into the draft. */
  RESTORE;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that name. */
  public static RevisionKind ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
