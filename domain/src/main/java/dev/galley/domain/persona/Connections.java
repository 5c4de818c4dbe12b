package dev.galley.domain.persona;

import dev.galley.domain.content.FieldError;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The resources that a persona connects, by their places. Some of them can be pending: connected,
 * and not active.
 *
 * @param connected at most one at a place that is no list, each once; no entry for nothing
 * @param pending some of those that are connected
 */
public record Connections(Map<PersonaField, List<UUID>> connected, Set<UUID> pending) {
  /** Nothing is connected. */
  public static final Connections NONE = new Connections(Map.of(), Set.of());

  /** The member that names those that are pending. */
  public static final String PENDING = "pending_ids";

  public Connections {
    Map<PersonaField, List<UUID>> copy = new EnumMap<>(PersonaField.class);
    Set<UUID> all = new LinkedHashSet<>();
    connected.forEach((field, ids) -> {
      if (ids.size() > (field.isList() ? PersonaField.MOST : 1)
          || Set.copyOf(ids).size() != ids.size()) {
        throw new IllegalArgumentException(
            field.idName() + ": " + ids.size() + " (expected: each once, and not too many)");
      }
      if (!ids.isEmpty()) {
        copy.put(field, List.copyOf(ids));
        all.addAll(ids);
      }
    });
    if (!all.containsAll(pending)) {
      throw new IllegalArgumentException("pending: " + pending + " (expected: connected)");
    }
    all.retainAll(pending);
    connected = Collections.unmodifiableMap(copy);
    pending = Collections.unmodifiableSet(all);
  }

  /** What is connected at a place, in its order; pending ones too. */
  public List<UUID> of(PersonaField field) {
    return connected.getOrDefault(field, List.of());
  }

  /** Everything that is connected. */
  public Set<UUID> all() {
    Set<UUID> all = new LinkedHashSet<>();
    connected.values().forEach(all::addAll);
    return all;
  }

  /** What is connected and not pending. */
  public Set<UUID> active() {
    Set<UUID> active = all();
    active.removeAll(pending);
    return active;
  }

  /** What would be wrong with the connections after a patch. */
  public List<FieldError> errors(DraftPatch patch) {
    Set<UUID> all = merged(patch).all();
    List<FieldError> errors = new ArrayList<>();
    List<UUID> held = patch.pending().orElse(List.of());
    for (int i = 0; i < held.size(); i++) {
      if (!all.contains(held.get(i))) {
        errors.add(new FieldError("/" + PENDING + "/" + i, "is not selected in this draft"));
      }
    }
    return errors;
  }

  /**
   * The connections after a patch: what it says replaces what there was, and what it does not speak
   * of stays as it is.
   *
   * @throws IllegalArgumentException when there are {@link #errors}
   */
  public Connections with(DraftPatch patch) {
    Connections merged = merged(patch);
    return patch
        .pending()
        .map(ids -> new Connections(merged.connected, new LinkedHashSet<>(ids)))
        .orElse(merged);
  }

  /** The connections when a change that was proposed is accepted: nothing of it stays pending. */
  public Connections accepting(DraftPatch change) {
    Connections merged = merged(change);
    Set<UUID> still = new LinkedHashSet<>(merged.pending);
    if (change.pending().isPresent()) {
      still.clear();
    }
    still.removeAll(change.ids());
    return new Connections(merged.connected, still);
  }

  /** The members in which these connections are not those, by their names on the wire. */
  public Set<String> differences(Connections others) {
    Set<String> names = new LinkedHashSet<>();
    for (PersonaField field : PersonaField.values()) {
      if (!of(field).equals(others.of(field))) {
        names.add(field.idName());
      }
    }
    if (!pending.equals(others.pending)) {
      names.add(PENDING);
    }
    return names;
  }

  /** What is connected at some places, without the others. */
  public Connections only(Set<PersonaField> fields) {
    Map<PersonaField, List<UUID>> some = new EnumMap<>(PersonaField.class);
    fields.forEach(field -> some.put(field, of(field)));
    Set<UUID> still = new LinkedHashSet<>(pending);
    Set<UUID> all = new LinkedHashSet<>();
    some.values().forEach(all::addAll);
    still.retainAll(all);
    return new Connections(some, still);
  }

  /** The connections with these active, as far as they are connected. */
  public Connections activating(Set<UUID> ids) {
    Set<UUID> still = new LinkedHashSet<>(pending);
    still.removeAll(ids);
    return new Connections(connected, still);
  }

  private Connections merged(DraftPatch patch) {
    Map<PersonaField, List<UUID>> next = new EnumMap<>(PersonaField.class);
    next.putAll(connected);
    next.putAll(patch.sets());
    Set<UUID> still = new LinkedHashSet<>(pending);
    Set<UUID> all = new LinkedHashSet<>();
    next.values().forEach(all::addAll);
    still.retainAll(all);
    return new Connections(next, still);
  }

  /** The ids as JSON; every list is there, in the order of the fields. */
  public JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder();
    for (PersonaField field : PersonaField.values()) {
      List<UUID> ids = of(field);
      if (field.isList()) {
        json.put(field.idName(), texts(ids));
      } else if (!ids.isEmpty()) {
        json.put(field.idName(), ids.getFirst().toString());
      }
    }
    return json.put(PENDING, texts(pending)).build();
  }

  /** What {@link #toJson} gave; members of other names are of no account. */
  public static Connections read(JsonObject json) {
    Map<PersonaField, List<UUID>> connected = new EnumMap<>(PersonaField.class);
    for (PersonaField field : PersonaField.values()) {
      connected.put(field, ids(json, field.idName()));
    }
    return new Connections(connected, new LinkedHashSet<>(ids(json, PENDING)));
  }

  /** The UUID, in the one form that UUIDs are written in. */
  public static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      // UUID.fromString also takes groups of other lengths.
      return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static JsonArray texts(Iterable<UUID> ids) {
    List<Json> texts = new ArrayList<>();
    ids.forEach(id -> texts.add(new JsonString(id.toString())));
    return new JsonArray(texts);
  }

  static List<UUID> ids(JsonObject json, String name) {
    return json.get(name).stream()
        .flatMap(value ->
            value instanceof JsonArray(List<Json> items) ? items.stream() : List.of(value).stream())
        .filter(JsonString.class::isInstance)
        .map(item -> UUID.fromString(((JsonString) item).value()))
        .toList();
  }
}
