package dev.galley.application.event;

import java.util.Objects;

/**
 * The right to do a job that one process at a time should do, as it stands in the store.
 *
 * @param name what it is for, 1 to 100 characters
 * @param holder who has it; empty when it was given back
 * @param term raised by 1 each time that somebody takes it; writes under an older one are refused
 * @param beat raised by the holder as a sign of life
 */
public record Lease(String name, String holder, long term, long beat) {

  public Lease {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(holder, "holder");
    if (name.isEmpty() || name.length() > 100) {
      throw new IllegalArgumentException("name: " + name + " (expected: 1 to 100 characters)");
    }
    if (term < 1 || beat < 0) {
      throw new IllegalArgumentException(
          "term: " + term + ", beat: " + beat + " (expected: 1 or more, 0 or more)");
    }
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
