package dev.galley.rest.assistant;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/** Times as clients write them. */
final class Times {
  private static final String RFC_3339 =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})";

  private Times() {}

  /** A {@code date-time} of RFC 3339, section 5.6, with at most nanoseconds. */
  static Optional<Instant> parseRfc3339(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (!upper.matches(RFC_3339)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(upper).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
