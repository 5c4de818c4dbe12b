package dev.galley.domain.content;

import java.util.Objects;
import java.util.Optional;

/**
 * One difference between two contents.
 *
 * @param path Galley path: a JSON pointer in which a member of an identified list stands under its
 *     id
 * @param before the value on the first side; absent when the change added it
 * @param after the value on the second side; absent when the change removed it
 */
public record ContentChange(String path, Kind kind, Optional<Json> before, Optional<Json> after) {

  /** What happened to the place. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED,
    /** A member of an identified list stands at another place among those that stayed. */
    MOVED
  }

  public ContentChange {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }
}
