package dev.galley.rest.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.galley.domain.access.Caller;
import io.micronaut.http.HttpRequest;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Believes JSON Web Tokens (RFC 7519) that follow the {@link TokenRules}. */
final class JwtAuthenticator implements BearerAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);

  /** More than any published set of keys needs. */
  private static final int MAX_JWKS_BYTES = 256 * 1024;

  private final DefaultJWTProcessor<SecurityContext> processor;
  private final ClaimsReader claims;

  private JwtAuthenticator(TokenRules rules, JWKSource<SecurityContext> keys, InstantSource clock) {
    processor = new DefaultJWTProcessor<>();
    // Chooses by the algorithm first, so that a token can't have a public key used as a secret.
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(rules.algorithms(), keys));
    // Lenient: absent, a plain JWT, or an access token (RFC 9068); not a logout or DPoP token.
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            null,
            JOSEObjectType.JWT,
            new JOSEObjectType("at+jwt"),
            new JOSEObjectType("application/at+jwt")));
    // The claims are checked by ClaimsReader, which says what is wrong.
    processor.setJWTClaimsSetVerifier(null);
    claims = new ClaimsReader(rules, clock);
  }

  /** Believes tokens of the local key. */
  static JwtAuthenticator local(TokenRules rules, LocalKey key, InstantSource clock) {
    return new JwtAuthenticator(rules, new ImmutableSecret<>(key.secret()), clock);
  }

  /** Believes tokens of an issuer whose keys are fetched when they are first needed. */
  static JwtAuthenticator published(
      TokenRules rules, TokenRules.Keys.Published from, InstantSource clock) {
    int timeout = (int) from.timeout().toMillis();
    DefaultResourceRetriever retriever =
        new DefaultResourceRetriever(timeout, timeout, MAX_JWKS_BYTES);
    retriever.setDisconnectsAfterUse(true);
    try {
      JWKSourceBuilder<SecurityContext> keys =
          JWKSourceBuilder.<SecurityContext>create(from.url().toURL(), retriever)
              // Waiting for another request's fetch ends soon after that fetch has to.
              .cache(from.cache().toMillis(), 2L * timeout + 1_000)
              .refreshAheadCache(false)
              .retrying(false)
              .rateLimited(
                  from.refreshInterval().toMillis(),
                  event -> LOG.debug("Keys were asked for too often; not fetched"));
      if (from.outageTolerance().isPositive()) {
        keys.outageTolerant(
            from.outageTolerance().toMillis(),
            event -> LOG.warn("{} gives no keys; those known before stay in use", from.url()));
      }
      return new JwtAuthenticator(rules, keys.build(), clock);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("url: " + from.url() + " (expected: https or http)", e);
    }
  }

  @Override
  public boolean recognises(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    return first > 0 && second > first && token.indexOf('.', second + 1) < 0;
  }

  @Override
  public Caller authenticate(String token, HttpRequest<?> request) {
    JWTClaimsSet believed;
    try {
      believed = processor.process(SignedJWT.parse(token), null);
    } catch (ParseException e) {
      throw Refusals.invalidToken("The token is no signed JWT.");
    } catch (BadJWSException e) {
      throw Refusals.invalidToken("The signature of the token does not fit.");
    } catch (BadJOSEException e) {
      throw Refusals.invalidToken("No accepted key and algorithm fits the token.");
    } catch (KeySourceException e) {
      LOG.warn("The keys to check tokens with can not be had: {}", e.getMessage());
      throw Refusals.uncheckable();
    } catch (JOSEException e) {
      LOG.debug("A token was refused: {}", e.getMessage());
      throw Refusals.invalidToken("The token can not be verified.");
    }
    return claims.read(believed);
  }
}
