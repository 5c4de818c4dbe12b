package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import java.util.Objects;
import java.util.UUID;

/**
 * One head that a draft had.
 *
 * @param draft the draft's id
 * @param seqNo 1 for the head that it was opened with; never used twice within the draft
 */
public record HistoryEntry(UUID draft, long seqNo, ContentHash content, Stamp stamp) {

  public HistoryEntry {
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(stamp, "stamp");
    if (seqNo < 1) {
      throw new IllegalArgumentException("seqNo: " + seqNo + " (expected: 1 or more)");
    }
  }

  /** Names one entry of one draft's history. */
  public record Name(UUID draft, long seqNo) {

    public Name {
      Objects.requireNonNull(draft, "draft");
    }
  }
}
