package dev.galley.domain.assistant;

import java.util.Objects;
import java.util.UUID;

/**
 * The id of an assistant: a UUID whose last 16 bits are zero. The ids of its drafts differ in just
 * these bits, so that a draft's id leads to its assistant without an index.
 */
public record AssistantId(UUID value) {
  private static final long DRAFT_BITS = 0xFFFFL;

  public AssistantId {
    Objects.requireNonNull(value, "value");
    if ((value.getLeastSignificantBits() & DRAFT_BITS) != 0) {
      throw new IllegalArgumentException(
          "value: " + value + " (expected: a UUID whose last 16 bits are zero)");
    }
  }

  /** A new id made of a fresh UUID. */
  public static AssistantId fromFresh(UUID uuid) {
    return new AssistantId(cleared(uuid));
  }

  /** The id of the assistant that this UUID means: its own, or that of one of its drafts. */
  public static AssistantId containing(UUID assistantOrDraft) {
    return new AssistantId(cleared(assistantOrDraft));
  }

  /** Whether this UUID would be that of a draft. */
  public static boolean namesDraft(UUID uuid) {
    return (uuid.getLeastSignificantBits() & DRAFT_BITS) != 0;
  }

  /**
   * The id of this assistant's n-th draft.
   *
   * @param ordinal 1 for the first; after 65,535 drafts the ids come round again
   */
  public UUID draft(long ordinal) {
    if (ordinal < 1) {
      throw new IllegalArgumentException("ordinal: " + ordinal + " (expected: 1 or more)");
    }
    return new UUID(
        value.getMostSignificantBits(),
        value.getLeastSignificantBits() | ((ordinal - 1) % DRAFT_BITS + 1));
  }

  private static UUID cleared(UUID uuid) {
    return new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() & ~DRAFT_BITS);
  }
}
