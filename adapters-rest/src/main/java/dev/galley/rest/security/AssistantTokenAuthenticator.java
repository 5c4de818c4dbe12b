package dev.galley.rest.security;

import dev.galley.application.token.RecogniseToken;
import dev.galley.domain.access.Caller;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/**
 * Lets runtimes in that have the token of an assistant. Such a token may look like anything, which
 * is why all others come before.
 */
@Singleton
@Requires(beans = RecogniseToken.class)
@Order(Ordered.LOWEST_PRECEDENCE)
final class AssistantTokenAuthenticator implements BearerAuthenticator {
  private final RecogniseToken tokens;

  AssistantTokenAuthenticator(RecogniseToken tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean recognises(String token) {
    return true;
  }

  @Override
  public Caller authenticate(String token, HttpRequest<?> request) {
    return tokens.runtime(token).orElseThrow(Refusals::unknownToken);
  }
}
