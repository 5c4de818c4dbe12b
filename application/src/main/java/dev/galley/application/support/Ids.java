package dev.galley.application.support;

import java.util.UUID;

/** Where new ids come from. */
@FunctionalInterface
public interface Ids {

  /**
   * A UUID that has not been seen before, of version 7 (RFC 9562): later ones sort behind earlier.
   */
  UUID next();
}
