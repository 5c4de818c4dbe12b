package dev.galley.application.event;

import java.util.Objects;
import java.util.Optional;

/**
 * The right to do a job that one process at a time should do, as it stands in the store.
 *
 * @param name what it is for, 1 to 200 characters
 * @param holder who has it; empty when it was given back
 * @param term raised by 1 each time that somebody takes it; writes under an older one are refused
 * @param beat raised by the holder as a sign of life
 */
public record Lease(String name, String holder, long term, long beat) {

  public Lease {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(holder, "holder");
    if (name.isEmpty() || name.length() > 200) {
      throw new IllegalArgumentException("name: " + name + " (expected: 1 to 200 characters)");
    }
    if (term < 1 || beat < 0) {
      throw new IllegalArgumentException(
          "term: " + term + ", beat: " + beat + " (expected: 1 or more, 0 or more)");
    }
  }

  /**
   * A lease as it is when it has been taken.
   *
   * @param seen what it was before, of that name
   * @param holder who has taken it, not empty
   */
  public static Lease taken(String name, Optional<Lease> seen, String holder) {
    if (holder.isEmpty() || seen.filter(lease -> !lease.name().equals(name)).isPresent()) {
      throw new IllegalArgumentException(
          "lease: " + name + " by " + holder + " (expected: a holder, and the same name as seen)");
    }
    return new Lease(name, holder, seen.map(Lease::term).orElse(0L) + 1, 0);
  }

  /** Whether nobody has it. */
  public boolean isFree() {
    return holder.isEmpty();
  }

  /** Whether it is the same tenure: the same holder, who has not lost it in between. */
  public boolean isSameTenure(Lease other) {
    return name.equals(other.name) && term == other.term && holder.equals(other.holder);
  }
}
