package dev.galley.domain.assistant;

import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * An immutable state that was live.
 *
 * @param number 1 for the first
 * @param content the snapshot that was live
 * @param parent the {@code hash} of the revision before it; absent for the first
 * @param hash covers all that the revision says of itself and, through {@code parent}, all
 *     revisions before it
 * @param change the save that made it
 * @param pruned whether the content is no longer kept; its hash stays, and the chain fits
 */
public record Revision(
    long number,
    ContentHash content,
    Optional<ContentHash> parent,
    ContentHash hash,
    Stamp stamp,
    Optional<String> comment,
    RevisionKind kind,
    ChangedPaths changedPaths,
    ChangeId change,
    boolean pruned) {

  public Revision {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(parent, "parent");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(stamp, "stamp");
    Objects.requireNonNull(comment, "comment");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(changedPaths, "changedPaths");
    Objects.requireNonNull(change, "change");
    if (number < 1 || parent.isPresent() != (number > 1)) {
      throw new IllegalArgumentException(
          "number: " + number + " (expected: 1 or more, with a parent from 2 on)");
    }
  }

  /** The next link of a chain. */
  public static Revision following(
      Optional<ContentHash> parent,
      long number,
      ContentHash content,
      Stamp stamp,
      Optional<String> comment,
      RevisionKind kind,
      ChangedPaths changedPaths,
      ChangeId change) {
    ContentHash hash = hash(parent, number, content, stamp, comment, kind, changedPaths);
    return new Revision(
        number, content, parent, hash, stamp, comment, kind, changedPaths, change, false);
  }

  /** Whether {@link #hash} is the one of what stands here. */
  public boolean intact() {
    return hash.equals(hash(parent, number, content, stamp, comment, kind, changedPaths));
  }

  /** The same without its content. */
  public Revision withoutContent() {
    return new Revision(
        number, content, parent, hash, stamp, comment, kind, changedPaths, change, true);
  }

  private static ContentHash hash(
      Optional<ContentHash> parent,
      long number,
      ContentHash content,
      Stamp stamp,
      Optional<String> comment,
      RevisionKind kind,
      ChangedPaths changedPaths) {
    return ContentHash.of(
        JsonObject.builder()
            .putIfPresent("parentHash", parent.map(ContentHash::value))
            .put("revision", number)
            .put("contentHash", content.value())
            .put("author", stamp.by())
            .put("at", stamp.at().toEpochMilli())
            .putIfPresent("comment", comment)
            .put("kind", kind.wireName())
            .put("changedPaths", JsonArray.ofTexts(changedPaths.paths()))
            .put("changedPathsTruncated", changedPaths.truncated())
            .build());
  }
}
