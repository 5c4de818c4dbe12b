package dev.galley.domain.content;

import java.util.Objects;

/** A JSON string. Callers that take text from outside read it with {@link JsonReader}. */
public record JsonString(String value) implements Json {

  public JsonString {
    Objects.requireNonNull(value, "value");
  }
}
