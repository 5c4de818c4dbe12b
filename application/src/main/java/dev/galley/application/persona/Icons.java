package dev.galley.application.persona;

import dev.galley.domain.persona.ResourceKind;
import dev.galley.domain.persona.ResourceValue;
import java.util.Optional;
import java.util.function.Consumer;

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

  /**
   * The icon of such markup.
   *
   * @param wrong is told what is wrong with it, when there is nothing to return
   */
  default Optional<ResourceValue> value(String markup, Consumer<String> wrong) {
    Optional<String> clean = clean(markup);
    if (clean.isEmpty()) {
      wrong.accept("must be an SVG image");
      return Optional.empty();
    }
    String svg = clean.get();
    int longest = ResourceKind.ICON.longest();
    // To write it out in full may make it longer than it was sent.
    if (svg.codePointCount(0, svg.length()) > longest) {
      wrong.accept("must be at most " + longest + " characters when it is cleaned");
      return Optional.empty();
    }
    return Optional.of(ResourceValue.text(ResourceKind.ICON, svg));
  }
}
