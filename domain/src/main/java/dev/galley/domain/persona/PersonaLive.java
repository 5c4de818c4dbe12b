package dev.galley.domain.persona;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import java.util.Objects;

/**
 * What is live of a persona: its newest revision.
 *
 * @param hash the newest link of the chain of revisions
 */
public record PersonaLive(long revision, ContentHash content, ContentHash hash, Stamp stamp) {

  public PersonaLive {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(stamp, "stamp");
  }

  static PersonaLive of(Revision revision) {
    return new PersonaLive(
        revision.number(), revision.content(), revision.hash(), revision.stamp());
  }
}
