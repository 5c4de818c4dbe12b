package dev.galley.application.persona;

import java.util.Optional;

/** Makes icons harmless. */
@FunctionalInterface
public interface Icons {

  /**
   * The SVG image without anything that could run or load something: no script, no event
   * attributes, no references to elsewhere. The same markup always becomes the same.
   *
   * @return nothing when there is no image in it
   */
  Optional<String> clean(String markup);
}
