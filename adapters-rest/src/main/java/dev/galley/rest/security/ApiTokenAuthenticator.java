package dev.galley.rest.security;

import dev.galley.application.token.RecogniseToken;
import dev.galley.domain.access.Caller;
import dev.galley.domain.token.TokenText;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** Believes API tokens that this server's store knows. */
@Singleton
@Requires(beans = RecogniseToken.class)
final class ApiTokenAuthenticator implements BearerAuthenticator {
  private final RecogniseToken tokens;

  ApiTokenAuthenticator(RecogniseToken tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean recognises(String token) {
    return TokenText.isMeant(token);
  }

  @Override
  public Caller authenticate(String token, HttpRequest<?> request) {
    return tokens.apiToken(token).orElseThrow(Refusals::unknownToken);
  }
}
