package dev.galley.domain.agent;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import java.util.Objects;

/**
 * The newest revision.
 *
 * @param hash the newest link of the chain
 */
public record Minted(long revision, ContentHash content, ContentHash hash, Stamp stamp) {

  public Minted {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(stamp, "stamp");
  }

  static Minted of(Revision revision) {
    return new Minted(revision.number(), revision.content(), revision.hash(), revision.stamp());
  }
}
