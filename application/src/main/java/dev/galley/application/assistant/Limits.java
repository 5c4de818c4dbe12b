package dev.galley.application.assistant;

import dev.galley.domain.assistant.Draft;

/**
 * How large an assistant and its parts may be; lengths in code points, sizes in bytes of the
 * canonical form.
 *
 * @param retention how many entries of a draft's history are kept
 * @param ifMatchRequired whether writes have to carry {@code If-Match}
 */
public record Limits(
    int name,
    int description,
    int instructions,
    int welcome,
    int suggestions,
    int suggestion,
    int tags,
    int tag,
    int dataBytes,
    int skills,
    int skillBytes,
    int contentBytes,
    int comment,
    AttachmentLimits attached,
    int retention,
    boolean ifMatchRequired) {

  /** What holds when nothing else is set. */
  public static final Limits DEFAULT =
      new Limits(
          200,
          4_000,
          200_000,
          4_000,
          50,
          500,
          50,
          60,
          64 * 1024,
          500,
          64 * 1024,
          4 * 1024 * 1024,
          10_000,
          AttachmentLimits.DEFAULT,
          500,
          false);

  public Limits {
    if (retention < Draft.MIN_RETENTION || retention > Draft.MAX_RETENTION) {
      throw new IllegalArgumentException(
          "retention: "
              + retention
              + " (expected: "
              + Draft.MIN_RETENTION
              + " to "
              + Draft.MAX_RETENTION
              + ")");
    }
  }
}
