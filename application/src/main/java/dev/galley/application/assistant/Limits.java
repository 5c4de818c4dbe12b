package dev.galley.application.assistant;

/**
 * How large an assistant and its parts may be; lengths in code points, sizes in bytes of the
 * canonical form.
 *
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
          false);
}
