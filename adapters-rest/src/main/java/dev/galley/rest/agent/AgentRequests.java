package dev.galley.rest.agent;

import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.AgentId;
import dev.galley.rest.assistant.Refusals;
import dev.galley.rest.http.QueryReader;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.Violation;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what requests about agents and working copies say beside their bodies. */
final class AgentRequests {
  static final String PREFER = "Prefer";
  static final String MINIMAL = "return=minimal";

  private static final Pattern VERSION = Pattern.compile("(\"?)(0|[1-9][0-9]{0,17})\\1");
  private static final String AFTER = "after";
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 30;

  private AgentRequests() {}

  /** A number in a path; what is none names nothing. */
  static long number(String text, String what) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw Refusals.problem(new Refusal.NotFound(what)).asException();
    }
    return Long.parseLong(text);
  }

  /** The version in {@code If-Match}, as a number or as an entity tag. */
  static OptionalLong seen(HttpRequest<?> request) {
    Optional<String> sent = header(request, HttpHeaders.IF_MATCH);
    if (sent.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher version = VERSION.matcher(sent.get());
    if (!version.matches()) {
      throw invalid(HttpHeaders.IF_MATCH, "must be the version of a draft, such as 3 or \"3\"");
    }
    return OptionalLong.of(Long.parseLong(version.group(2)));
  }

  /** Whether no more than the tag of a write's result is wanted (RFC 7240, section 4.2). */
  static boolean minimal(HttpRequest<?> request) {
    return request.getHeaders().getAll(PREFER).stream()
        .flatMap(line -> Pattern.compile(",").splitAsStream(line))
        .map(preference -> preference.replaceAll("\\s*;.*", "").replaceAll("[\\s\"]", ""))
        .map(preference -> preference.toLowerCase(Locale.ROOT))
        // Of several that contradict each other the first one counts.
        .filter(preference -> preference.startsWith("return="))
        .findFirst()
        .filter(MINIMAL::equals)
        .isPresent();
  }

  /** At most so many items of a list. */
  static int limit(QueryReader query) {
    return query.smallInteger("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
  }

  /** The agent behind which a page begins; empty for the first. */
  static String afterAgent(QueryReader query) {
    return query
        .parsed(
            AFTER, "must be the id of an agent", text -> Optional.of(text).filter(AgentId::isId))
        .orElse("");
  }

  /** The number behind which a page of a list begins that has the greatest first. */
  static long afterNumber(QueryReader query) {
    return query.integer(AFTER, 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
  }

  private static Optional<String> header(HttpRequest<?> request, String name) {
    List<String> lines = request.getHeaders().getAll(name);
    if (lines.size() > 1) {
      throw invalid(name, "is there " + lines.size() + " times; it may be there once");
    }
    return lines.stream().findFirst().map(String::strip);
  }

  private static RuntimeException invalid(String header, String rule) {
    return Problem.invalid(List.of(Violation.ofHeader(header, rule))).asException();
  }
}
