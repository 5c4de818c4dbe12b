package dev.galley.rest.http;

import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.Violation;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads query parameters and collects what is wrong with them. A parameter that is wrong reads as
 * if it were absent; {@link #check} or {@link #checkNothingElse} then throws one problem that names
 * them all.
 */
public final class QueryReader {
  private final HttpParameters parameters;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private QueryReader(HttpParameters parameters) {
    this.parameters = parameters;
  }

  /** The query of this request. */
  public static QueryReader of(HttpRequest<?> request) {
    return new QueryReader(request.getParameters());
  }

  /** Whether the parameter is there, be it empty. */
  public boolean has(String name) {
    asked.add(name);
    return parameters.contains(name);
  }

  /** The text as it was sent; empty text is a value. */
  public Optional<String> text(String name) {
    asked.add(name);
    List<String> values = parameters.getAll(name);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      refuse(name, "is there " + values.size() + " times; it may be there once");
      return Optional.empty();
    }
    String value = values.getFirst();
    if (value.indexOf('\0') >= 0) {
      refuse(name, "must not contain U+0000");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** The text when it has that many characters. */
  public Optional<String> text(String name, int min, int max) {
    return text(name)
        .filter(value -> {
          int length = value.codePointCount(0, value.length());
          boolean fits = length >= min && length <= max;
          if (!fits) {
            refuse(name, "must have " + min + " to " + max + " characters");
          }
          return fits;
        });
  }

  /** The integer when it lies in the range, both ends included. */
  public OptionalLong integer(String name, long min, long max) {
    String rule = "must be an integer from " + min + " to " + max;
    Optional<Long> value =
        parsed(
            name,
            rule,
            text -> {
              // Long.parseLong also takes "+5" and the digits of other scripts.
              if (!text.matches("-?[0-9]{1,18}")) {
                return Optional.empty();
              }
              return Optional.of(Long.parseLong(text)).filter(n -> n >= min && n <= max);
            });
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }

  /** The small integer when it lies in the range, both ends included. */
  public OptionalInt smallInteger(String name, int min, int max) {
    OptionalLong value = integer(name, min, max);
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  /** Whether the parameter says {@code true}; absent is {@code false}. */
  public boolean flag(String name) {
    return oneOf(name, Map.of("true", true, "false", false)).orElse(false);
  }

  /** What the text stands for, when it is one of those. */
  public <T> Optional<T> oneOf(String name, Map<String, T> meanings) {
    String rule =
        "must be one of " + String.join(", ", meanings.keySet().stream().sorted().toList());
    return parsed(name, rule, text -> Optional.ofNullable(meanings.get(text)));
  }

  /**
   * What {@code parse} makes of the text.
   *
   * @param rule what to say when it makes nothing of it, as in "must be a UUID"
   */
  public <T> Optional<T> parsed(String name, String rule, Function<String, Optional<T>> parse) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = parse.apply(text.get());
    if (value.isEmpty()) {
      refuse(name, rule);
    }
    return value;
  }

  /** Adds an error of a parameter. */
  public void refuse(String name, String detail) {
    violations.add(Violation.ofParameter(name, detail));
  }

  /** Throws a 400 that names every parameter that was wrong, if any was. */
  public void check() {
    if (!violations.isEmpty()) {
      throw Problem.invalid(violations).asException();
    }
  }

  /** The same, and parameters that nobody asked for are wrong too. */
  public void checkNothingElse() {
    for (String name : parameters.names()) {
      if (!asked.contains(name)) {
        refuse(name, "is not known here");
      }
    }
    check();
  }
}
