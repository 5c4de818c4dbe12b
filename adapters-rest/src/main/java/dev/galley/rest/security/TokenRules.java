package dev.galley.rest.security;

import com.nimbusds.jose.JWSAlgorithm;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.TenantId;
import dev.galley.rest.InvalidSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings after they have been checked: what a token must be to be believed. Made once at the
 * start; an unsafe or incomplete set of settings has no rules and refuses.
 *
 * @param keys where keys come from
 * @param audience what {@code aud} must contain, if anything
 * @param tenant the tenant of tokens that name none
 * @param operators whether this issuer can make somebody an operator of the server
 */
record TokenRules(
    Keys keys,
    String issuer,
    Optional<String> audience,
    Set<JWSAlgorithm> algorithms,
    Optional<TenantId> tenant,
    boolean operators,
    Duration skew,
    AuthSettings.ClaimNames claims) {

  /** Where keys come from. */
  sealed interface Keys {
    /** The key in the data directory. */
    record Local() implements Keys {}

    /** An issuer's published keys. */
    record Published(
        URI url,
        Duration cache,
        Duration refreshInterval,
        Duration timeout,
        Duration outageTolerance)
        implements Keys {}
  }

  private static final String PREFIX = "galley.auth.";

  /**
   * The rules that the settings make.
   *
   * @throws InvalidSetting naming the setting that is missing or wrong
   */
  static TokenRules of(AuthSettings settings) {
    range("clock-skew", settings.clockSkew(), Duration.ZERO, Duration.ofMinutes(5));
    Optional<String> jwksUrl = given(settings.jwksUrl());
    return jwksUrl.isPresent() ? published(settings, jwksUrl.get()) : local(settings);
  }

  private static TokenRules local(AuthSettings settings) {
    onlyWithJwks("issuer", settings.issuer());
    onlyWithJwks("audience", settings.audience());
    onlyWithJwks("operator-issuer", settings.operatorIssuer());
    return new TokenRules(
        new Keys.Local(),
        LocalKey.ISSUER,
        Optional.empty(),
        Set.of(JWSAlgorithm.HS256),
        Optional.of(tenant(settings).orElseGet(() -> new TenantId(LocalTokens.DEFAULT_TENANT))),
        true,
        settings.clockSkew(),
        AuthSettings.ClaimNames.STANDARD);
  }

  private static TokenRules published(AuthSettings settings, String jwksUrl) {
    String issuer = mandatory("issuer", settings.issuer());
    String audience = mandatory("audience", settings.audience());
    Optional<String> operatorIssuer = given(settings.operatorIssuer());
    if (operatorIssuer.isPresent() && !operatorIssuer.get().equals(issuer)) {
      throw refuse(
          "operator-issuer",
          operatorIssuer.get(),
          "the value of galley.auth.issuer, as no other issuer's tokens are accepted");
    }
    range("jwks-timeout", settings.jwksTimeout(), Duration.ofMillis(100), Duration.ofSeconds(30));
    range("jwks-cache", settings.jwksCache(), Duration.ofSeconds(1), Duration.ofDays(1));
    range(
        "jwks-refresh-interval",
        settings.jwksRefreshInterval(),
        Duration.ofMillis(100),
        Duration.ofHours(1));
    range(
        "jwks-outage-tolerance", settings.jwksOutageTolerance(), Duration.ZERO, Duration.ofDays(7));
    return new TokenRules(
        new Keys.Published(
            url(jwksUrl),
            settings.jwksCache(),
            settings.jwksRefreshInterval(),
            settings.jwksTimeout(),
            settings.jwksOutageTolerance()),
        issuer,
        Optional.of(audience),
        algorithms(settings),
        tenant(settings),
        operatorIssuer.isPresent(),
        settings.clockSkew(),
        settings.claims());
  }

  private static Set<JWSAlgorithm> algorithms(AuthSettings settings) {
    Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
    for (String name : settings.algorithms()) {
      JWSAlgorithm algorithm = JWSAlgorithm.parse(name.strip());
      // "none" and HMAC: a published key is known to everybody, so it must only ever verify.
      if (!JWSAlgorithm.Family.RSA.contains(algorithm)
          && !JWSAlgorithm.Family.EC.contains(algorithm)) {
        throw refuse(
            "algorithms", name, "asymmetric ones: RS256 to RS512, PS256 to PS512, ES256 to ES512");
      }
      algorithms.add(algorithm);
    }
    if (algorithms.isEmpty()) {
      throw refuse("algorithms", "none", "at least one");
    }
    return Set.copyOf(algorithms);
  }

  private static URI url(String text) {
    String rule = "an absolute https URL; http only where the host is loopback";
    try {
      URI url = new URI(text);
      String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      String host = url.getHost();
      boolean safe =
          host != null && (scheme.equals("https") || (scheme.equals("http") && Loopback.is(host)));
      if (safe && url.getUserInfo() == null) {
        return url;
      }
      // User information in a URL is a secret, and this message is printed.
      throw refuse("jwks-url", safe ? "a URL with user information" : text, rule);
    } catch (URISyntaxException e) {
      throw refuse("jwks-url", text, rule);
    }
  }

  private static Optional<TenantId> tenant(AuthSettings settings) {
    Function<String, TenantId> checked =
        value -> {
          if (!Identifiers.valid(value)) {
            throw refuse("default-tenant", value, Identifiers.RULE);
          }
          return new TenantId(value);
        };
    return given(settings.defaultTenant()).map(checked);
  }

  private static String mandatory(String name, Optional<String> value) {
    return given(value)
        .orElseThrow(
            () -> refuse(name, "missing", "a value, which galley.auth.jwks-url makes mandatory"));
  }

  private static void onlyWithJwks(String name, Optional<String> value) {
    if (given(value).isPresent()) {
      throw refuse(
          "jwks-url",
          "missing",
          "a URL, as " + PREFIX + name + " is set and the local key needs none");
    }
  }

  private static void range(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw refuse(name, value, min + " to " + max);
    }
  }

  /** A variable of the environment that is set to nothing counts as not set. */
  private static Optional<String> given(Optional<String> value) {
    return value.map(String::strip).filter(text -> !text.isEmpty());
  }

  private static InvalidSetting refuse(String name, Object value, String expected) {
    return new InvalidSetting(PREFIX + name, value, expected);
  }
}
