package dev.galley.domain.aggregate;

import dev.galley.domain.content.JsonObject;
import java.util.Objects;

/**
 * Something that is noted for good about an aggregate, in a journal that only grows.
 *
 * @param journal which of the aggregate's journals
 * @param number 1, 2, 3... within the journal
 * @param what what happened; small, and never a secret
 */
public record JournalEntry(String journal, long number, Stamp stamp, JsonObject what) {

  public JournalEntry {
    Objects.requireNonNull(journal, "journal");
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(what, "what");
    if (number < 1) {
      throw new IllegalArgumentException("number: " + number + " (expected: 1 or more)");
    }
  }
}
