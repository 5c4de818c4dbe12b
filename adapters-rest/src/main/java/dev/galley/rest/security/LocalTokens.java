package dev.galley.rest.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.galley.domain.access.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes tokens for a local server, signed with its key. */
public final class LocalTokens {
  /** The tenant of a local server when nothing else is said. */
  public static final String DEFAULT_TENANT = "default";

  /** The longest life of a token. */
  public static final Duration MAX_LIFETIME = Duration.ofDays(365);

  private final LocalKey key;
  private final InstantSource clock;

  public LocalTokens(LocalKey key, InstantSource clock) {
    this.key = Objects.requireNonNull(key, "key");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A token that makes its bearer this caller.
   *
   * @param lifetime from one second to {@link #MAX_LIFETIME}
   * @throws IllegalArgumentException for another lifetime
   */
  public String mint(Caller caller, Duration lifetime) {
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "lifetime: " + lifetime + " (expected: 1 second to " + MAX_LIFETIME.toDays() + " days)");
    }
    Instant now = clock.instant();
    List<Map<String, Object>> teams = new ArrayList<>();
    caller.teams().forEach((id, role) -> teams.add(Map.of("id", id, "role", role.wireName())));
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(LocalKey.ISSUER)
            .subject(caller.user())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .claim("tenant", caller.tenant().value())
            .claim("teams", teams)
            .claim("seats", caller.seats().stream().sorted().toList())
            .claim("permissions", caller.permissions().stream().sorted().toList())
            .claim("roles", caller.roles().stream().sorted().toList())
            .build();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(key.secret()));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of 256 bits signs with HS256", e);
    }
    return token.serialize();
  }
}
