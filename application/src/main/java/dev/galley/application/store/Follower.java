package dev.galley.application.store;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Living;
import java.util.Objects;
import java.util.Optional;

/**
 * A second aggregate that a change uses up: it is there before the save, at this version, and after
 * it gone, or ended.
 *
 * @param left the state in which it ends, which is the next version and refers to no content;
 *     absent when it is gone
 */
public record Follower(AggregateRef ref, long version, Optional<Living> left) {

  public Follower {
    Objects.requireNonNull(ref, "ref");
    if (left.isPresent()
        && !(left.get().ref().equals(ref)
            && left.get().version() == version + 1
            && left.get().contents().isEmpty()
            && left.get().openDraft().isEmpty())) {
      throw new IllegalArgumentException(
          "left: " + left.get().ref() + " (expected: the follower's next version, ended)");
    }
  }

  /** One that is gone afterwards. */
  public Follower(AggregateRef ref, long version) {
    this(ref, version, Optional.empty());
  }

  /** One that ends. */
  public static Follower ending(Living left) {
    return new Follower(left.ref(), left.version() - 1, Optional.of(left));
  }
}
