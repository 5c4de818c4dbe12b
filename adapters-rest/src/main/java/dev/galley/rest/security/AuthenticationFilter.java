package dev.galley.rest.security;

import dev.galley.domain.access.Caller;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/**
 * Lets requests in: credentials first (401), then the seat or the operator's role (403). It comes
 * before the search for a route, as far as answers go: without credentials nobody learns which
 * paths there are.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(AuthenticationFilter.ORDER)
final class AuthenticationFilter {
  static final int ORDER = 39_000;

  /** The longest token that is looked at, in characters. */
  static final int MAX_TOKEN_LENGTH = 16 * 1024;

  private static final String SCHEME = "Bearer ";

  private final List<BearerAuthenticator> authenticators;

  AuthenticationFilter(List<BearerAuthenticator> authenticators) {
    this.authenticators = List.copyOf(authenticators);
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void letIn(HttpRequest<?> request) {
    // The route that will run decides, whatever spelling of the path led to it; the path decides
    // where there is no route, and so what strangers learn.
    Gate gate = Gate.of(BasicHttpAttributes.getUriTemplate(request).orElseGet(request::getPath));
    if (gate == Gate.OPEN) {
      return;
    }
    Caller caller = authenticate(request);
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
    request.setAttribute(CallerBinder.ATTRIBUTE, caller);
  }

  private Caller authenticate(HttpRequest<?> request) {
    List<String> headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty()) {
      throw Refusals.noCredentials();
    }
    if (headers.size() > 1) {
      throw Refusals.invalidToken("There are several Authorization headers.");
    }
    String header = headers.getFirst();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Refusals.noCredentials();
    }
    String token = header.substring(SCHEME.length()).strip();
    if (token.length() > MAX_TOKEN_LENGTH) {
      throw Refusals.invalidToken("The token is longer than 16 KiB.");
    }
    for (BearerAuthenticator authenticator : authenticators) {
      if (authenticator.recognises(token)) {
        return authenticator.authenticate(token, request);
      }
    }
    throw Refusals.invalidToken("The token has no form that is known here.");
  }
}
