package dev.galley.domain.content;

import java.util.Objects;
import java.util.Optional;

/**
 * What somebody decided about one conflict of a merge.
 *
 * @param path the conflict's path
 * @param value the value to take; present exactly when {@code take} is {@link Take#VALUE}
 */
public record Resolution(String path, Take take, Optional<Json> value) {

  /** Whose value a conflict gets. */
  public enum Take {
    /** That of the live state; none, when it has none. */
    LIVE,
    /** That of the draft; none, when it has none. */
    DRAFT,
    /** A third one. */
    VALUE
  }

  public Resolution {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(take, "take");
    Objects.requireNonNull(value, "value");
    if (value.isPresent() != (take == Take.VALUE)) {
      throw new IllegalArgumentException(
          "value: "
              + (value.isPresent() ? "present" : "absent")
              + " (expected: present exactly with take: value)");
    }
  }

  /** Live's value stays. */
  public static Resolution takeLive(String path) {
    return new Resolution(path, Take.LIVE, Optional.empty());
  }

  /** The draft's value wins. */
  public static Resolution takeDraft(String path) {
    return new Resolution(path, Take.DRAFT, Optional.empty());
  }

  /** A value that replaces both. */
  public static Resolution takeValue(String path, Json value) {
    return new Resolution(path, Take.VALUE, Optional.of(value));
  }
}
