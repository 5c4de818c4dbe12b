package dev.galley.rest.security;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Credential;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemException;
import dev.galley.rest.problem.ProblemType;
import io.micronaut.http.HttpMethod;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which routes a credential reaches. A route that nobody has thought of is closed to all that is
 * not a caller's own. Which assistants are reached is told by {@link Caller#reaches}, and they are
 * not there for whom they are out of reach.
 */
final class Reach {
  private static final String ASSISTANT = "/api/assistants/{}";

  /** What the token of an assistant opens. */
  private static final Set<String> RUNTIME =
      Set.of(
          "GET " + ASSISTANT,
          "GET " + ASSISTANT + "/skills",
          "GET " + ASSISTANT + "/skills/{}",
          "GET " + ASSISTANT + "/skills/{}/driver",
          "GET " + ASSISTANT + "/files/{}/contents",
          "POST /api/chats",
          "POST /api/chats/{}/messages");

  /** What reads though it is no GET. */
  private static final Set<String> READING =
      Set.of(
          "POST " + ASSISTANT + "/draft/_check",
          "POST /v1/tenants/{}/agents/{}/revisions/{}/draft:validate",
          "POST /persona/get",
          "POST /persona/search",
          "POST /persona/drafts",
          "POST /persona/revisions",
          "POST /persona/compare",
          "POST /persona/verify");

  private Reach() {}

  /**
   * Refuses what the caller's credential does not reach.
   *
   * @param path a route's template, or the path where there is no route
   * @throws ProblemException 403
   */
  static void check(Caller caller, HttpMethod method, String path) {
    // Whatever the variables are called.
    String route = path.replaceAll("\\{[^/}]*}", "{}");
    boolean reading =
        method == HttpMethod.GET
            || method == HttpMethod.HEAD
            || READING.contains(method.name() + ' ' + route);
    switch (caller.credential()) {
      case Credential.Personal personal -> {
        // All that the caller may do.
      }
      case Credential.Delegated(UUID token, boolean readOnly, Optional<UUID> assistant) -> {
        if (readOnly && !reading) {
          throw refused("This API token only reads.");
        }
        if (assistant.isPresent()
            && !route.equals(ASSISTANT)
            && !route.startsWith(ASSISTANT + "/")) {
          throw refused("This API token is for one assistant only.");
        }
      }
      case Credential.External external -> {
        if (!RUNTIME.contains((reading ? "GET" : method.name()) + " " + route)) {
          throw refused(
              "The token of an assistant only reads that assistant and reports chats to it.");
        }
      }
    }
  }

  private static ProblemException refused(String detail) {
    return Problem.of(ProblemType.TOKEN_RESTRICTED, detail).asException();
  }
}
