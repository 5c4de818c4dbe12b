package dev.galley.domain.persona;

import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A change of what is connected.
 *
 * @param sets what a place is to have, instead of what it has; empty for nothing
 * @param pending those that are pending afterwards; absent when it says nothing of that
 */
public record DraftPatch(Map<PersonaField, List<UUID>> sets, Optional<List<UUID>> pending) {

  /** No change. */
  public static final DraftPatch NONE = new DraftPatch(Map.of(), Optional.empty());

  public DraftPatch {
    Map<PersonaField, List<UUID>> copy = new EnumMap<>(PersonaField.class);
    sets.forEach((field, ids) -> copy.put(field, List.copyOf(ids)));
    sets = Collections.unmodifiableMap(copy);
    pending = Objects.requireNonNull(pending, "pending").map(List::copyOf);
  }

  /** The change that makes all of {@code target}, whatever there was. */
  public static DraftPatch to(Connections target) {
    Map<PersonaField, List<UUID>> sets = new EnumMap<>(PersonaField.class);
    for (PersonaField field : PersonaField.values()) {
      sets.put(field, target.of(field));
    }
    return new DraftPatch(sets, Optional.of(List.copyOf(target.pending())));
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return sets.isEmpty() && pending.isEmpty();
  }

  /** Every resource that it names. */
  public Set<UUID> ids() {
    Set<UUID> ids = new LinkedHashSet<>();
    sets.values().forEach(ids::addAll);
    pending.ifPresent(ids::addAll);
    return ids;
  }

  /** The members that it speaks of, by their names on the wire. */
  public List<String> fields() {
    List<String> names = new ArrayList<>();
    sets.keySet().forEach(field -> names.add(field.idName()));
    pending.ifPresent(ids -> names.add(Connections.PENDING));
    return names;
  }

  JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder();
    sets.forEach((field, ids) -> json.put(field.idName(), Connections.texts(ids)));
    pending.ifPresent(ids -> json.put(Connections.PENDING, Connections.texts(ids)));
    return json.build();
  }

  static DraftPatch read(JsonObject json) {
    Map<PersonaField, List<UUID>> sets = new EnumMap<>(PersonaField.class);
    for (PersonaField field : PersonaField.values()) {
      if (json.has(field.idName())) {
        sets.put(field, Connections.ids(json, field.idName()));
      }
    }
    return new DraftPatch(
        sets,
        json.has(Connections.PENDING)
            ? Optional.of(Connections.ids(json, Connections.PENDING))
            : Optional.empty());
  }
}
