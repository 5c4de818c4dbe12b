package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import java.util.Objects;

/**
 * What is live.
 *
 * @param revision its number, 1 or more
 * @param content the snapshot
 * @param hash the hash of the revision, the newest link of the chain
 * @param made when and by whom it became live
 */
public record Live(
    long revision, ContentHash content, ContentHash hash, Stamp made, LiveSummary summary) {

  public Live {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(made, "made");
    Objects.requireNonNull(summary, "summary");
  }

  static Live of(Revision revision, LiveSummary summary) {
    return new Live(
        revision.number(), revision.content(), revision.hash(), revision.stamp(), summary);
  }
}
