package dev.galley.rest.security;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How callers prove who they are. With {@code jwks-url} tokens come from an external issuer;
 * without it the server is local and has a key of its own.
 *
 * @param jwksUrl where the issuer publishes its keys (RFC 7517)
 * @param issuer the {@code iss} that tokens must have
 * @param audience the {@code aud} that tokens must have
 * @param algorithms the signature algorithms that are accepted, asymmetric ones only
 * @param defaultTenant the tenant of tokens without one
 * @param operatorIssuer the issuer whose {@code operator} role counts
 * @param clockSkew by how much the issuer's clock may differ
 * @param jwksCache how long fetched keys are used before they are fetched again
 * @param jwksRefreshInterval at most two fetches happen in this time, whatever tokens arrive
 * @param jwksTimeout for connecting and, again, for reading
 * @param jwksOutageTolerance how long known keys stay in use while the issuer does not answer
 */
@ConfigurationProperties("galley.auth")
public record AuthSettings(
    Optional<String> jwksUrl,
    Optional<String> issuer,
    Optional<String> audience,
    @Bindable(defaultValue = "RS256,ES256") List<String> algorithms,
    Optional<String> defaultTenant,
    Optional<String> operatorIssuer,
    @Bindable(defaultValue = "30s") Duration clockSkew,
    @Bindable(defaultValue = "5m") Duration jwksCache,
    @Bindable(defaultValue = "30s") Duration jwksRefreshInterval,
    @Bindable(defaultValue = "2s") Duration jwksTimeout,
    @Bindable(defaultValue = "1h") Duration jwksOutageTolerance,
    ClaimNames claims) {

  /**
   * Which claims say what. A name with dots that is no claim itself is a path into objects, as in
   * {@code realm_access.roles}.
   */
  @ConfigurationProperties("claims")
  public record ClaimNames(
      @Bindable(defaultValue = "sub") String subject,
      @Bindable(defaultValue = "tenant") String tenant,
      @Bindable(defaultValue = "teams") String teams,
      @Bindable(defaultValue = "seats") String seats,
      @Bindable(defaultValue = "permissions") String permissions,
      @Bindable(defaultValue = "roles") String roles) {

    /** The names that local tokens have. */
    public static final ClaimNames STANDARD =
        new ClaimNames("sub", "tenant", "teams", "seats", "permissions", "roles");
  }
}
