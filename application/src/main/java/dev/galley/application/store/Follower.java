package dev.galley.application.store;

import dev.galley.domain.aggregate.AggregateRef;
import java.util.Objects;

/**
 * A second aggregate that a change uses up: it is there before the save, at this version, and gone
 * after it.
 */
public record Follower(AggregateRef ref, long version) {

  public Follower {
    Objects.requireNonNull(ref, "ref");
  }
}
