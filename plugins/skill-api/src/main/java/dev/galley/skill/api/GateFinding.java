package dev.galley.skill.api;

import java.util.Objects;

/**
 * What a gate has to say about a commit.
 *
 * @param severity whether it stops the commit
 * @param path a Galley path: a JSON pointer into the content in which a member of a list with ids
 *     stands under its id ({@code /skills/<id>/name}); empty for the content as a whole. At most
 *     500 characters
 * @param message one or two sentences for whoever commits, 1 to 500 characters
 * @since 1.0.0
 */
public record GateFinding(Severity severity, String path, String message) {

  /**
   * Whether a finding stops the commit.
   *
   * @since 1.0.0
   */
  public enum Severity {
    /** The commit happens, and its answer shows the finding. */
    WARNING,
    /** The commit is refused. */
    BLOCK
  }

  /**
   * A finding of all its parts.
   *
   * @since 1.0.0
   */
  public GateFinding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /**
   * A finding that stops the commit.
   *
   * @since 1.0.0
   */
  public static GateFinding block(String path, String message) {
    return new GateFinding(Severity.BLOCK, path, message);
  }

  /**
   * A finding that does not.
   *
   * @since 1.0.0
   */
  public static GateFinding warn(String path, String message) {
    return new GateFinding(Severity.WARNING, path, message);
  }
}
