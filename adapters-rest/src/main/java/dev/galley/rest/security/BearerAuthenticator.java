package dev.galley.rest.security;

import dev.galley.domain.access.Caller;
import io.micronaut.http.HttpRequest;

/**
 * A kind of bearer token. Every bean of this type is asked in order; the first that recognises a
 * token's form decides on it alone.
 */
public interface BearerAuthenticator {

  /** Whether the token has the form of this kind, by its looks only. */
  boolean recognises(String token);

  /**
   * Who the bearer is. May block.
   *
   * @throws dev.galley.rest.problem.ProblemException made by {@link Refusals}, when the token is
   *     not accepted (401) or can not be checked now (503)
   */
  Caller authenticate(String token, HttpRequest<?> request);
}
