package dev.galley.rest.security;

import dev.galley.domain.access.Caller;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** Who was let in with a request; nobody on paths that are open. */
public final class Callers {
  private static final String ATTRIBUTE = "galley.caller";

  private Callers() {}

  /** The caller of this request, once its credentials have been checked. */
  public static Optional<Caller> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Caller.class);
  }

  /** Says that this is a request of a caller whose credentials have been checked. */
  public static void letIn(HttpRequest<?> request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }
}
