package dev.galley.application.store;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.JournalEntry;
import java.util.List;

/** What has been noted about aggregates for good. */
public interface Journals {

  /**
   * Entries of one journal, the newest first.
   *
   * @param below only those with a smaller number
   * @param limit at most so many
   */
  List<JournalEntry> before(AggregateRef aggregate, String journal, long below, int limit);
}
