package dev.galley.application.support;

import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonBoolean;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonPointer;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the members of a body one by one and collects all that is wrong with them. */
public final class BodyReader {
  private final JsonObject body;
  private final Set<String> known = new HashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  /** Reads that body. */
  public BodyReader(JsonObject body) {
    this.body = body;
  }

  /** Whether the member was sent, as whatever. */
  public boolean sent(String name) {
    known.add(name);
    return body.has(name);
  }

  /** The member as it was sent. */
  public Optional<Json> raw(String name) {
    known.add(name);
    return body.get(name);
  }

  /** A text; nothing when it is absent, {@code null} or wrong. */
  public Optional<String> text(String name, boolean nullable, int min, int max) {
    Optional<Json> value = nonNull(name, nullable);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof JsonString(String text))) {
      error(name, "must be a string, not " + value.get().typeName());
      return Optional.empty();
    }
    String problem = lengthProblem(text, min, max);
    if (!problem.isEmpty()) {
      error(name, problem);
    }
    return Optional.of(text);
  }

  private static String lengthProblem(String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    if (length > max) {
      return "must be at most " + max + " characters; this has " + length;
    }
    if (min > 0 && text.isBlank()) {
      return "must not be empty";
    }
    return length < min ? "must be at least " + min + " characters" : "";
  }

  /** A boolean; nothing when it is absent or wrong. */
  public Optional<Boolean> flag(String name) {
    Optional<Json> value = nonNull(name, false);
    if (value.isPresent() && !(value.get() instanceof JsonBoolean)) {
      error(name, "must be true or false, not " + value.get().typeName());
      return Optional.empty();
    }
    return value.map(flag -> flag == JsonBoolean.TRUE);
  }

  /** An object; nothing when it is absent, {@code null} or wrong. */
  public Optional<JsonObject> object(String name, boolean nullable, int maxBytes) {
    Optional<Json> value = nonNull(name, nullable);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof JsonObject object)) {
      error(name, "must be an object, not " + value.get().typeName());
      return Optional.empty();
    }
    String canonical = CanonicalJson.write(object);
    int size = canonical.getBytes(StandardCharsets.UTF_8).length;
    if (size > maxBytes) {
      error(name, "must be at most " + maxBytes + " bytes of JSON; this has " + size);
    }
    // In the order in which it will be read back, so that the same tag always means the same bytes.
    return Optional.of((JsonObject) JsonReader.read(canonical, JsonReader.MAX_DEPTH));
  }

  /** A list of texts, each at least one character; nothing when it is absent or wrong. */
  public Optional<List<String>> texts(
      String name, boolean nullable, int maxItems, int maxLength, boolean unique) {
    Optional<Json> value = nonNull(name, nullable);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof JsonArray(List<Json> items))) {
      error(name, "must be an array of strings, not " + value.get().typeName());
      return Optional.empty();
    }
    return Optional.of(texts(JsonPointer.child("", name), items, maxItems, maxLength, unique));
  }

  private List<String> texts(
      String pointer, List<Json> items, int maxItems, int maxLength, boolean unique) {
    if (items.size() > maxItems) {
      add(pointer, "must have at most " + maxItems + " items; this has " + items.size());
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String at = JsonPointer.child(pointer, i);
      if (items.get(i) instanceof JsonString(String text)) {
        String problem = lengthProblem(text, 1, maxLength);
        if (!problem.isEmpty()) {
          add(at, problem);
        } else if (unique && texts.contains(text)) {
          add(at, "is there twice");
        }
        texts.add(text);
      } else {
        add(at, "must be a string, not " + items.get(i).typeName());
      }
    }
    return texts;
  }

  /** The whole body is a list of texts. */
  public static List<String> texts(Json body, int maxItems, int maxLength, boolean unique) {
    if (!(body instanceof JsonArray(List<Json> items))) {
      throw InvalidContent.at(
          JsonPointer.ROOT, "must be an array of strings, not " + body.typeName());
    }
    BodyReader reader = new BodyReader(JsonObject.EMPTY);
    List<String> texts = reader.texts(JsonPointer.ROOT, items, maxItems, maxLength, unique);
    reader.finish();
    return texts;
  }

  /** Members that may be sent and are not read. */
  public void ignore(String... names) {
    known.addAll(List.of(names));
  }

  /** Notes what is wrong with a member. */
  public void error(String name, String detail) {
    add(JsonPointer.child(JsonPointer.ROOT, name), detail);
  }

  /** Notes what others have found wrong. */
  public void addAll(List<FieldError> others) {
    errors.addAll(others);
  }

  private void add(String pointer, String detail) {
    errors.add(new FieldError(pointer, detail));
  }

  /** Throws when anything was wrong, members that nobody asked for included. */
  public void finish() {
    for (String name : body.members().keySet()) {
      if (!known.contains(name)) {
        error(name, "is not a field of this request");
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidContent(errors);
    }
  }

  private Optional<Json> nonNull(String name, boolean nullable) {
    Optional<Json> value = raw(name);
    if (value.isPresent() && value.get() instanceof JsonNull) {
      if (!nullable) {
        error(name, "must not be null");
      }
      return Optional.empty();
    }
    return value;
  }
}
