package dev.galley.rest.security;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Identifiers;
import dev.galley.domain.access.TeamRole;
import dev.galley.domain.access.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a caller of the claims of a token whose signature fits. What a claim says must be
 * understood in full: a team or role that is not would silently take rights away, or give some.
 */
final class ClaimsReader {
  private final TokenRules rules;
  private final InstantSource clock;

  ClaimsReader(TokenRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  Caller read(JWTClaimsSet claims) {
    checkOrigin(claims);
    checkTimes(claims);
    AuthSettings.ClaimNames names = rules.claims();
    return new Caller(
        tenant(claim(claims, names.tenant())),
        id("subject", claim(claims, names.subject())),
        teams(claim(claims, names.teams())),
        texts("seats", claim(claims, names.seats())),
        texts("permissions", claim(claims, names.permissions())),
        roles(claim(claims, names.roles())));
  }

  private void checkOrigin(JWTClaimsSet claims) {
    if (!rules.issuer().equals(claims.getIssuer())) {
      throw Refusals.invalidToken("The token is from another issuer than the accepted one.");
    }
    if (rules.audience().isPresent() && !claims.getAudience().contains(rules.audience().get())) {
      throw Refusals.invalidToken("The token is for another audience.");
    }
  }

  private void checkTimes(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      throw Refusals.invalidToken("The token has no exp claim; it must have an end.");
    }
    if (!now.minus(rules.skew()).isBefore(expires.toInstant())) {
      throw Refusals.invalidToken("The token has expired.");
    }
    Instant latest = now.plus(rules.skew());
    if (isAfter(claims.getNotBeforeTime(), latest) || isAfter(claims.getIssueTime(), latest)) {
      throw Refusals.invalidToken("The token is not valid yet; compare the clocks.");
    }
  }

  private static boolean isAfter(@Nullable Date time, Instant latest) {
    return time != null && time.toInstant().isAfter(latest);
  }

  private TenantId tenant(@Nullable Object value) {
    if (value == null) {
      return rules.tenant().orElseThrow(() -> Refusals.invalidToken("The token names no tenant."));
    }
    return new TenantId(id("tenant", value));
  }

  private static String id(String what, @Nullable Object value) {
    if (value instanceof String id && Identifiers.valid(id)) {
      return id;
    }
    throw Refusals.invalidToken(
        "The "
            + what
            + " must be a text of 1 to 200 characters, without slash and control"
            + " characters.");
  }

  private static Map<String, TeamRole> teams(@Nullable Object value) {
    Map<String, TeamRole> teams = new LinkedHashMap<>();
    for (Object item : list("teams", value)) {
      if (!(item instanceof Map<?, ?> team)) {
        throw Refusals.invalidToken("Each of the teams must be an object with id and role.");
      }
      String id = id("id of each team", team.get("id"));
      TeamRole role =
          (team.get("role") instanceof String name
                  ? TeamRole.ofWireName(name)
                  : Optional.<TeamRole>empty())
              .orElseThrow(() ->
                  Refusals.invalidToken("The role in each team must be reader, writer or admin."));
      if (teams.put(id, role) != null) {
        throw Refusals.invalidToken("Each team may be there once.");
      }
    }
    return teams;
  }

  private Set<String> roles(@Nullable Object value) {
    Set<String> roles = new LinkedHashSet<>(texts("roles", value));
    if (!rules.operators()) {
      // Not an error: other systems have operators too, and share the issuer.
      roles.remove(Caller.OPERATOR);
    }
    return roles;
  }

  /** A list of texts; one text with spaces is taken as a list too, as in the claim scope. */
  private static Set<String> texts(String what, @Nullable Object value) {
    Collection<?> items =
        value instanceof String text ? List.of(text.strip().split(" +", -1)) : list(what, value);
    Set<String> texts = new LinkedHashSet<>();
    for (Object item : items) {
      if (!(item instanceof String text)) {
        throw Refusals.invalidToken("The " + what + " must be texts.");
      }
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static Collection<?> list(String what, @Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Collection<?> items -> items;
      default -> throw Refusals.invalidToken("The " + what + " must be a list.");
    };
  }

  /** The claim of that name, else what a path with dots leads to. */
  private static @Nullable Object claim(JWTClaimsSet claims, String name) {
    Object direct = claims.getClaim(name);
    if (direct != null || name.indexOf('.') < 0) {
      return direct;
    }
    Object at = claims.getClaims();
    for (String step : name.split("\\.", -1)) {
      at = at instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return at;
  }
}
