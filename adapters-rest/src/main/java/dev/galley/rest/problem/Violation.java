package dev.galley.rest.problem;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;

/**
 * What is wrong with one place of a request.
 *
 * @param name a JSON pointer, or the name of a parameter or header, as {@code place} says
 * @param detail a sentence that names the rule, for people
 */
public record Violation(Place place, String name, String detail) {

  /** Where in a request. */
  public enum Place {
    /** In the body; named by a JSON pointer (RFC 6901), empty for the whole. */
    BODY("pointer"),
    /** In the query or the path. */
    PARAMETER("parameter"),
    /** In a header. */
    HEADER("header");

    private final String member;

    Place(String member) {
      this.member = member;
    }
  }

  public Violation {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(detail, "detail");
  }

  /** A place of the body. */
  public static Violation ofBody(FieldError error) {
    return new Violation(Place.BODY, error.pointer(), error.detail());
  }

  /** A query or path parameter. */
  public static Violation ofParameter(String name, String detail) {
    return new Violation(Place.PARAMETER, name, detail);
  }

  /** A header. */
  public static Violation ofHeader(String name, String detail) {
    return new Violation(Place.HEADER, name, detail);
  }

  JsonObject toJson() {
    return JsonObject.builder().put(place.member, name).put("detail", detail).build();
  }
}
