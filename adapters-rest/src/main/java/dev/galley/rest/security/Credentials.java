package dev.galley.rest.security;

import dev.galley.domain.access.Caller;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells by its bearer token who sends a request. */
@Singleton
public final class Credentials {
  /** The longest token that is looked at, in characters. */
  static final int MAX_TOKEN_LENGTH = 16 * 1024;

  private static final String SCHEME = "Bearer ";

  private final List<BearerAuthenticator> authenticators;

  Credentials(List<BearerAuthenticator> authenticators) {
    this.authenticators = List.copyOf(authenticators);
  }

  /**
   * Who the sender is now. May block; may be asked again while a long answer is under way, as a
   * token can end in between.
   *
   * @throws dev.galley.rest.problem.ProblemException when there is no token, it is not accepted
   *     (401), or can not be checked now (503)
   */
  public Caller callerOf(HttpRequest<?> request) {
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
    throw Refusals.unknownToken();
  }
}
