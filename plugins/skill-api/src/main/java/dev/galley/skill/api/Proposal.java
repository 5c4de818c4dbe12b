package dev.galley.skill.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A commit that is about to happen.
 *
 * @param assistant the natural id of the assistant, {@code owner:slug}
 * @param content what would be live, JSON as Java has it; fields that are empty, {@code null} or
 *     {@code false} are left out. Secrets stand there by id and name, without their values. It
 *     can't be changed, at no depth
 * @param live what is live now, in the same form
 * @since 1.0.0
 */
public record Proposal(String assistant, Map<String, Object> content, Map<String, Object> live) {

  /**
   * A proposal of all its parts.
   *
   * @since 1.0.0
   */
  public Proposal {
    Objects.requireNonNull(assistant, "assistant");
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    live = Collections.unmodifiableMap(new LinkedHashMap<>(live));
  }

  /**
   * A text of what would be live.
   *
   * @since 1.0.0
   */
  public Optional<String> text(String field) {
    return content.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * A text of what is live now.
   *
   * @since 1.0.0
   */
  public Optional<String> liveText(String field) {
    return live.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
