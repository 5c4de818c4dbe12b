package dev.galley.rest.idempotency;

import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.Violation;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): a string of
 * RFC 9651 in quotes, 1 to 255 characters. Many clients leave the quotes out, so a key of letters,
 * digits and the signs of UUIDs and base64 is taken without them too, and is the same key.
 */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private static final int MAX_LENGTH = 255;
  private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+)\"");
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~:/=@-]++");

  private IdempotencyKey() {}

  /** Whether the request carries the header, whatever it says. */
  static boolean isIn(HttpRequest<?> request) {
    return request.getHeaders().contains(HEADER);
  }

  /**
   * The key, without its quotes; absent when the header is.
   *
   * @throws dev.galley.rest.problem.ProblemException 400 when the header is no key
   */
  static Optional<String> of(HttpRequest<?> request) {
    List<String> sent = request.getHeaders().getAll(HEADER);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    if (sent.size() > 1) {
      throw malformed("is there " + sent.size() + " times; it may be there once");
    }
    String key =
        read(sent.getFirst().strip())
            .orElseThrow(() ->
                malformed("must be a string in double quotes, or a key without spaces and quotes"));
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      throw malformed("must have 1 to " + MAX_LENGTH + " characters");
    }
    return Optional.of(key);
  }

  private static Optional<String> read(String header) {
    Matcher quoted = QUOTED.matcher(header);
    if (quoted.matches()) {
      return Optional.of(quoted.group(1).replaceAll("\\\\(.)", "$1"));
    }
    return BARE.matcher(header).matches() ? Optional.of(header) : Optional.empty();
  }

  private static RuntimeException malformed(String detail) {
    return Problem.invalid(List.of(Violation.ofHeader(HEADER, detail))).asException();
  }
}
