package dev.galley.rest.http;

import dev.galley.domain.assistant.DraftWrite;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.Violation;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a client calls itself, so that it can tell its own changes from those of others. */
public final class ClientId {

  /** The header of writes that carries it. */
  public static final String HEADER = "X-Client-Id";

  /** The parameter of streams that carries it. */
  public static final String PARAMETER = "clientId";

  /** What can be one. */
  public static final String RULE =
      "must be 1 to " + DraftWrite.MAX_CLIENT + " printable ASCII characters";

  private static final Pattern CLIENT =
      Pattern.compile(
          "[\\x21-\\x7e]([\\x20-\\x7e]{0," + (DraftWrite.MAX_CLIENT - 2) + "}[\\x21-\\x7e])?");

  private ClientId() {}

  /**
   * The one in the header, when there is one.
   *
   * @throws dev.galley.rest.problem.ProblemException 400 that names the header, if it can be none
   */
  public static Optional<String> of(HttpRequest<?> request) {
    List<String> lines = request.getHeaders().getAll(HEADER);
    if (lines.size() > 1) {
      throw invalid("is there " + lines.size() + " times; it may be there once");
    }
    Optional<String> sent = lines.stream().findFirst().map(String::strip);
    if (sent.isPresent() && parse(sent.get()).isEmpty()) {
      throw invalid(RULE);
    }
    return sent;
  }

  /** The text when it can be one. */
  public static Optional<String> parse(String text) {
    return Optional.of(text).filter(CLIENT.asMatchPredicate());
  }

  private static RuntimeException invalid(String rule) {
    return Problem.invalid(List.of(Violation.ofHeader(HEADER, rule))).asException();
  }
}
