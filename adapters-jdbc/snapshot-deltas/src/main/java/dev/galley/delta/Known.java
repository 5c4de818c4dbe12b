package dev.galley.delta;

import dev.galley.domain.content.ContentHash;
import java.util.Optional;

/**
 * A content at hand with how it is kept. Its bytes are what its hash says; how it is kept may be
 * over, since a content that was collected can be put again in another way.
 */
final class Known {
  /** What a store makes of a whole content, which it compresses: a part of its size. */
  private static final int WHOLE = 3;

  private final byte[] bytes;
  private final Optional<ContentHash> frame;
  private final int price;
  private final int spent;
  private final int steps;

  private Known(byte[] bytes, Optional<ContentHash> frame, int price, int spent, int steps) {
    this.bytes = bytes;
    this.frame = frame;
    this.price = price;
    this.spent = spent;
    this.steps = steps;
  }

  static Known whole(byte[] bytes) {
    return new Known(bytes, Optional.empty(), bytes.length / WHOLE, 0, 0);
  }

  /** One that is kept as a delta from {@code frame}. */
  static Known from(Known frame, Kept.Delta delta, byte[] bytes) {
    return new Known(
        bytes, Optional.of(delta.frame()), delta.bytes().length, delta.spent(), frame.steps + 1);
  }

  byte[] bytes() {
    return bytes;
  }

  Optional<ContentHash> frame() {
    return frame;
  }

  /** What it costs to keep it, in bytes. */
  int price() {
    return price;
  }

  /** See {@link Kept.Delta#spent}. */
  int spent() {
    return spent;
  }

  /** How many deltas it is away from a whole content. */
  int steps() {
    return steps;
  }
}
