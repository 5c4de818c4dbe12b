package dev.galley.domain.agent;

import dev.galley.domain.assistant.SeqNo;
import java.util.Objects;

/**
 * Where undo and redo stand.
 *
 * @param entry the entry that is the head
 */
public record HistoryCursor(SeqNo entry) {

  public HistoryCursor {
    Objects.requireNonNull(entry, "entry");
  }
}
