package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import java.util.Objects;
import java.util.UUID;

/** The head of a draft that was thrown away, kept so that it can be had back. */
public record DiscardedHead(UUID draft, long base, ContentHash content, Stamp stamp) {

  /** How many an assistant keeps; the oldest goes first. */
  public static final int KEPT = 10;

  public DiscardedHead {
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(stamp, "stamp");
  }
}
