package dev.galley.rest.security;

import dev.galley.domain.access.Caller;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/**
 * Lets requests in: credentials first (401), then the seat or the operator's role (403), then what
 * the credential reaches (403). It comes before the search for a route, as far as answers go:
 * without credentials nobody learns which paths there are.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(AuthenticationFilter.ORDER)
final class AuthenticationFilter {
  static final int ORDER = 39_000;

  private final Credentials credentials;

  AuthenticationFilter(Credentials credentials) {
    this.credentials = credentials;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void letIn(HttpRequest<?> request) {
    // The route that will run decides, whatever spelling of the path led to it; the path decides
    // where there is no route, and so what strangers learn.
    String path = BasicHttpAttributes.getUriTemplate(request).orElseGet(request::getPath);
    Gate gate = Gate.of(path);
    if (gate == Gate.OPEN) {
      return;
    }
    Caller caller = credentials.callerOf(request);
    switch (gate) {
      case SEAT -> {
        if (!caller.hasSeat()) {
          throw Problem.of(ProblemType.AI_SEAT_REQUIRED, "The token does not list the seat 'ai'.")
              .asException();
        }
      }
      case OPERATOR -> {
        if (!caller.roles().contains(Caller.OPERATOR)) {
          throw Problem.of(ProblemType.FORBIDDEN, "Only operators of the server may do this.")
              .asException();
        }
      }
      case OPEN -> throw new IllegalStateException("handled above");
    }
    Reach.check(caller, request.getMethod(), path);
    Callers.letIn(request, caller);
  }
}
