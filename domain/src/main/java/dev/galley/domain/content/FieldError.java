package dev.galley.domain.content;

import java.util.Objects;

/**
 * What is wrong with one place of an input.
 *
 * @param pointer JSON pointer (RFC 6901) to the place; empty for the whole input
 * @param detail a sentence that names the rule, for people
 */
public record FieldError(String pointer, String detail) {

  public FieldError {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(detail, "detail");
  }
}
