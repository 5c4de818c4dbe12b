package dev.galley.rest.security;

import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemException;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.http.HttpHeaders;

/** The answers to callers who are not let in. */
public final class Refusals {
  private static final String CHALLENGE = "Bearer realm=\"galley\"";

  private Refusals() {}

  /** 401 for a request without credentials; no error code, as RFC 6750, section 3.1 wants it. */
  public static ProblemException noCredentials() {
    return Problem.of(
            ProblemType.UNAUTHENTICATED,
            "Send a token as 'Authorization: Bearer <token>'; there is none.")
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .asException();
  }

  /**
   * 401 for a token that is not accepted.
   *
   * @param reason a sentence in ASCII without quotes; it goes into a header
   */
  public static ProblemException invalidToken(String reason) {
    if (!reason.chars().allMatch(c -> c >= 0x20 && c <= 0x7e && c != '"' && c != '\\')) {
      throw new IllegalArgumentException(
          "reason: " + reason + " (expected: ASCII without quotes and backslashes)");
    }
    return Problem.of(ProblemType.UNAUTHENTICATED, reason)
        .withHeader(
            HttpHeaders.WWW_AUTHENTICATE,
            CHALLENGE + ", error=\"invalid_token\", error_description=\"" + reason + '"')
        .asException();
  }

  /** 401 for a token that is none: unknown, mistyped, expired, revoked, which all look the same. */
  public static ProblemException unknownToken() {
    return invalidToken("The token is not known here, or no longer.");
  }

  /** 503 for a token that may be good but can not be checked now. */
  public static ProblemException uncheckable() {
    return Problem.of(
            ProblemType.CREDENTIALS_UNCHECKABLE,
            "The key to check this token with can not be had from its issuer now.")
        .asException();
  }
}
