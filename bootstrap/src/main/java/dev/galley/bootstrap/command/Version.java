package dev.galley.bootstrap.command;

import java.util.Optional;

/** Which Galley this is. */
final class Version {

  private Version() {}

  /** The version of the jar that this is in. */
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
