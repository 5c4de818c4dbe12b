package dev.galley.delta;

import dev.galley.domain.content.ContentHash;
import java.util.Objects;

/** How a store keeps one content. */
public sealed interface Kept {

  /**
   * As it is.
   *
   * @param canonical its canonical form
   */
  record Whole(String canonical) implements Kept {

    public Whole {
      Objects.requireNonNull(canonical, "canonical");
    }
  }

  /**
   * As what it differs by from another content of the same tenant, which has to be kept as long as
   * this one.
   */
  final class Delta implements Kept {
    private final ContentHash frame;
    private final byte[] bytes;
    private final int size;
    private final int spent;

    /**
     * @param frame the other content
     * @param bytes the difference; belongs to this delta from now on
     * @param size of the content's canonical form, in bytes of UTF-8
     * @param spent the bytes of all deltas from the same frame on the way to this content, with
     *     those of this one
     */
    public Delta(ContentHash frame, byte[] bytes, int size, int spent) {
      this.frame = Objects.requireNonNull(frame, "frame");
      this.bytes = Objects.requireNonNull(bytes, "bytes");
      this.size = size;
      this.spent = spent;
    }

    /** The other content. */
    public ContentHash frame() {
      return frame;
    }

    /** The difference; not to be changed. */
    public byte[] bytes() {
      return bytes;
    }

    /** The size of the content's canonical form, in bytes of UTF-8. */
    public int size() {
      return size;
    }

    /** The bytes of all deltas from the same frame on the way to this content. */
    public int spent() {
      return spent;
    }

    @Override
    public String toString() {
      return "Delta[" + bytes.length + " bytes from " + frame.value() + ']';
    }
  }
}
