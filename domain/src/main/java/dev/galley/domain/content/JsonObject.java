package dev.galley.domain.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A JSON object. Members keep the order in which they were added, and compare without it. */
public record JsonObject(Map<String, Json> members) implements Json {

  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    Map<String, Json> copy = LinkedHashMap.newLinkedHashMap(members.size());
    members.forEach((name, value) ->
        copy.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name)));
    members = Collections.unmodifiableMap(copy);
  }

  /** A builder for an object written member by member. */
  public static Builder builder() {
    return new Builder();
  }

  /** The member of that name. */
  public Optional<Json> get(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** The member of that name when it is a string. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof JsonString(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** Whether there is a member of that name. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** This object with one member more, or with another value for it. */
  public JsonObject with(String name, Json value) {
    Map<String, Json> copy = new LinkedHashMap<>(members);
    copy.put(name, value);
    return new JsonObject(copy);
  }

  /** This object without that member. */
  public JsonObject without(String name) {
    if (!members.containsKey(name)) {
      return this;
    }
    Map<String, Json> copy = new LinkedHashMap<>(members);
    copy.remove(name);
    return new JsonObject(copy);
  }

  /** Collects the members of an object. */
  public static final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a value. */
    public Builder put(String name, Json value) {
      members.put(name, Objects.requireNonNull(value, name));
      return this;
    }

    /** Adds a text. */
    public Builder put(String name, String text) {
      return put(name, new JsonString(text));
    }

    /** Adds a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** Adds an integer. */
    public Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    /** Adds the text, or {@code null} when there is none. */
    public Builder putOrNull(String name, Optional<String> text) {
      return put(name, text.<Json>map(JsonString::new).orElse(JsonNull.NULL));
    }

    /** Adds the text when there is one. */
    public Builder putIfPresent(String name, Optional<String> text) {
      text.ifPresent(present -> put(name, present));
      return this;
    }

    /** Adds the value when {@code wanted}. */
    public Builder putIf(boolean wanted, String name, Json value) {
      return wanted ? put(name, value) : this;
    }

    /** Adds all members of another object. */
    public Builder putAll(JsonObject other) {
      members.putAll(other.members());
      return this;
    }

    /** The object. */
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
