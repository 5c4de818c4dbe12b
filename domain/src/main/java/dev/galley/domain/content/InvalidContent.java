package dev.galley.domain.content;

import java.util.List;

/** Thrown for input that breaks a rule of its shape; it carries every place that does. */
public final class InvalidContent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  public InvalidContent(List<FieldError> errors) {
    super(message(errors));
    this.errors = List.copyOf(errors);
  }

  /** One error. */
  public static InvalidContent at(String pointer, String detail) {
    return new InvalidContent(List.of(new FieldError(pointer, detail)));
  }

  private static String message(List<FieldError> errors) {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("errors: [] (expected: at least one)");
    }
    FieldError first = errors.getFirst();
    return first.pointer() + ": " + first.detail();
  }

  /** The errors, at least one, in the order in which they were found. */
  public List<FieldError> errors() {
    return errors;
  }
}
