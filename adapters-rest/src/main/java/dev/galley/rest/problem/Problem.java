package dev.galley.rest.problem;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One failure, as the client is told of it (RFC 9457).
 *
 * @param detail a sentence on this occurrence; never a class name or anything the caller may not
 *     know
 * @param instance a reference to what failed; when empty, the path of the request
 * @param errors the places of the request that are wrong, for status 400
 * @param extensions further members, none of them with the name of a standard one
 * @param headers headers of the answer, by name
 */
public record Problem(
    ProblemType type,
    String detail,
    Optional<String> instance,
    List<Violation> errors,
    JsonObject extensions,
    Map<String, String> headers) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Set<String> STANDARD =
      Set.of("type", "title", "status", "detail", "instance", "code", "errors");

  public Problem {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(instance, "instance");
    errors = List.copyOf(errors);
    for (String name : extensions.members().keySet()) {
      if (STANDARD.contains(name)) {
        throw new IllegalArgumentException(
            "extensions: " + name + " (expected: not the name of a standard member)");
      }
    }
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A problem of that type. It carries {@code Retry-After} when the type has one. */
  public static Problem of(ProblemType type, String detail) {
    Problem plain =
        new Problem(type, detail, Optional.empty(), List.of(), JsonObject.EMPTY, Map.of());
    return type.retryAfter().map(plain::withRetryAfter).orElse(plain);
  }

  /** A request whose body breaks rules at these places. */
  public static Problem invalidBody(List<FieldError> errors) {
    return invalid(errors.stream().map(Violation::ofBody).toList());
  }

  /** A request that breaks rules at these places. */
  public static Problem invalid(List<Violation> errors) {
    String detail =
        errors.size() == 1
            ? "One place of the request breaks a rule."
            : errors.size() + " places of the request break a rule.";
    return of(ProblemType.INVALID_REQUEST, detail).withErrors(errors);
  }

  /** This problem with these places. */
  public Problem withErrors(Collection<Violation> places) {
    return new Problem(type, detail, instance, List.copyOf(places), extensions, headers);
  }

  /** This problem with one more member. */
  public Problem with(String member, Json value) {
    return new Problem(type, detail, instance, errors, extensions.with(member, value), headers);
  }

  /** This problem about another thing than the request's path. */
  public Problem about(String reference) {
    return new Problem(type, detail, Optional.of(reference), errors, extensions, headers);
  }

  /** This problem with one more header in the answer. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(type, detail, instance, errors, extensions, more);
  }

  /** This problem with the time to wait before the next try, rounded up to whole seconds. */
  public Problem withRetryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    return withHeader("Retry-After", Long.toString(seconds));
  }

  /** The same, to be thrown. */
  public ProblemException asException() {
    return new ProblemException(this);
  }

  /** The body of the answer; {@code requestPath} stands in when there is no instance. */
  JsonObject toJson(String requestPath) {
    return JsonObject.builder()
        .put("type", type.uri())
        .put("title", type.title())
        .put("status", type.status().getCode())
        .put("detail", detail)
        .put("instance", instance.orElse(requestPath))
        .put("code", type.code())
        .putIf(!errors.isEmpty(), "errors", JsonArray.ofAll(errors, Violation::toJson))
        .putAll(extensions)
        .build();
  }
}
