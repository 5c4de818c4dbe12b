package dev.galley.rest.problem;

import java.util.Objects;

/**
 * Thrown in a controller or filter to answer with a problem. It has no stack trace: it is an
 * answer, not a fault.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(Objects.requireNonNull(problem, "problem").detail(), null, false, false);
    this.problem = problem;
  }

  /** The answer. */
  public Problem problem() {
    return problem;
  }
}
