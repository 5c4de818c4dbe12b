package dev.galley.rest.http;

import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.Violation;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An {@code If-Match} or {@code If-None-Match} header (RFC 9110, section 13.1): {@code *}, or a
 * list of entity tags.
 *
 * @param any whether the header is {@code *}; there are no tags then
 * @param tags at least one unless {@code any}
 */
public record EntityTagCondition(boolean any, List<EntityTag> tags) {
  private static final int MAX_TAGS = 100;

  public EntityTagCondition {
    tags = List.copyOf(tags);
  }

  /**
   * The {@code If-Match} header, when there is one.
   *
   * @throws dev.galley.rest.problem.ProblemException 400 that names the header, if malformed
   */
  public static Optional<EntityTagCondition> ifMatch(HttpRequest<?> request) {
    return of(request, HttpHeaders.IF_MATCH);
  }

  /**
   * The {@code If-None-Match} header, when there is one.
   *
   * @throws dev.galley.rest.problem.ProblemException 400 that names the header, if malformed
   */
  public static Optional<EntityTagCondition> ifNoneMatch(HttpRequest<?> request) {
    return of(request, HttpHeaders.IF_NONE_MATCH);
  }

  /**
   * Whether a state that exists meets the condition by strong comparison, as {@code If-Match} wants
   * it: a weak tag never does.
   *
   * @param current whether the text of a tag names the current state
   */
  public boolean matchesStrongly(Predicate<String> current) {
    return any || tags.stream().anyMatch(tag -> !tag.weak() && current.test(tag.opaque()));
  }

  /**
   * Whether a state that exists meets the condition by weak comparison, as {@code If-None-Match}
   * wants it.
   *
   * @param current whether the text of a tag names the current state
   */
  public boolean matchesWeakly(Predicate<String> current) {
    return any || tags.stream().anyMatch(tag -> current.test(tag.opaque()));
  }

  private static Optional<EntityTagCondition> of(HttpRequest<?> request, String header) {
    List<String> lines = request.getHeaders().getAll(header);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    // Several lines of one header are one list (RFC 9110, section 5.3).
    return Optional.of(
        parse(String.join(",", lines))
            .orElseThrow(() ->
                Problem.invalid(
                        List.of(
                            Violation.ofHeader(
                                header, "must be * or entity tags in quotes, with commas between")))
                    .asException()));
  }

  static Optional<EntityTagCondition> parse(String text) {
    if (text.strip().equals("*")) {
      return Optional.of(new EntityTagCondition(true, List.of()));
    }
    List<EntityTag> tags = new ArrayList<>();
    int at = 0;
    boolean separated = true;
    while (true) {
      while (at < text.length() && isSpaceOrComma(text.charAt(at))) {
        // Empty elements of a list are to be taken (RFC 9110, section 5.6.1.2).
        separated |= text.charAt(at) == ',';
        at++;
      }
      if (at == text.length()) {
        return tags.isEmpty() ? Optional.empty() : Optional.of(new EntityTagCondition(false, tags));
      }
      boolean weak = text.startsWith("W/", at);
      int open = weak ? at + 2 : at;
      int close = open < text.length() ? text.indexOf('"', open + 1) : -1;
      if (!separated || close < 0 || text.charAt(open) != '"' || tags.size() == MAX_TAGS) {
        return Optional.empty();
      }
      String opaque = text.substring(open + 1, close);
      if (!opaque.chars().allMatch(EntityTag::isTagCharacter)) {
        return Optional.empty();
      }
      tags.add(new EntityTag(weak, opaque));
      separated = false;
      at = close + 1;
    }
  }

  private static boolean isSpaceOrComma(char c) {
    return c == ' ' || c == '\t' || c == ',';
  }
}
