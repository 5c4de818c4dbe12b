package dev.galley.domain.agent;

import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonNumber;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * That a revision became current.
 *
 * @param number 1 for the first time that one did
 * @param previous the revision that was current before
 */
public record Deploy(long number, long revision, Optional<Long> previous, Stamp stamp) {
  /** The journal in which they are kept. */
  public static final String JOURNAL = "deploys";

  public Deploy {
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(stamp, "stamp");
  }

  JournalEntry entry() {
    JsonObject.Builder what = JsonObject.builder().put("revision", revision);
    previous.ifPresent(p -> what.put("previous", p));
    return new JournalEntry(JOURNAL, number, stamp, what.build());
  }

  /** The deploy of which an entry tells. */
  public static Deploy of(JournalEntry entry) {
    return new Deploy(
        entry.number(),
        number(entry, "revision").orElseThrow(),
        number(entry, "previous"),
        entry.stamp());
  }

  private static Optional<Long> number(JournalEntry entry, String name) {
    return entry.what().get(name).map(JsonNumber.class::cast).map(n -> (long) n.value());
  }
}
