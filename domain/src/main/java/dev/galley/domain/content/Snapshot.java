package dev.galley.domain.content;

import java.util.Objects;

/**
 * An immutable content in its canonical form, named by its hash.
 *
 * @param hash SHA-256 of {@code canonical} in UTF-8
 * @param canonical the text in the form of RFC 8785
 */
public record Snapshot(ContentHash hash, String canonical) {

  public Snapshot {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(canonical, "canonical");
  }

  /** The snapshot of a value. */
  public static Snapshot of(Json content) {
    String canonical = CanonicalJson.write(content);
    return new Snapshot(ContentHash.ofText(canonical), canonical);
  }

  /**
   * A snapshot that comes back from a store.
   *
   * @throws AlteredContent when the text is not what its name says
   */
  public static Snapshot stored(ContentHash hash, String canonical) {
    Snapshot stored = new Snapshot(hash, canonical);
    if (!stored.intact()) {
      throw new AlteredContent(hash);
    }
    return stored;
  }

  /** Whether {@link #hash} is the one of the text. */
  public boolean intact() {
    return ContentHash.ofText(canonical).equals(hash);
  }

  /** The content as a value. */
  public Json content() {
    return JsonReader.read(canonical, Integer.MAX_VALUE);
  }
}
