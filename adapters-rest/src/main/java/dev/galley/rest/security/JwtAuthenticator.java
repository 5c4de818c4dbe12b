package dev.galley.rest.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.galley.domain.access.Caller;
import dev.galley.domain.token.JwtText;
import io.micronaut.http.HttpRequest;
import java.text.ParseException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Believes JSON Web Tokens (RFC 7519) that follow the {@link TokenRules}. */
final class JwtAuthenticator implements BearerAuthenticator {
  private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);

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
    return new JwtAuthenticator(rules, new PublishedKeys(from, clock), clock);
  }

  @Override
  public boolean recognises(String token) {
    return JwtText.isMeant(token);
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
      LOG.debug("A token can not be checked: {}", e.getMessage());
      throw Refusals.uncheckable();
    } catch (JOSEException e) {
      LOG.debug("A token was refused: {}", e.getMessage());
      throw Refusals.invalidToken("The token can not be verified.");
    }
    return claims.read(believed);
  }
}
