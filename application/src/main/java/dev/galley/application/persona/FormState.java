package dev.galley.application.persona;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonArray;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaField;
import dev.galley.domain.persona.ResourceValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Connections with all that they connect: the ids and the texts. */
final class FormState {
  private final Catalogue catalogue;
  private final TenantId tenant;
  private final Map<UUID, ResourceValue> known = new HashMap<>();

  FormState(Catalogue catalogue, TenantId tenant) {
    this.catalogue = catalogue;
    this.tenant = tenant;
  }

  /** Values that are not in the catalogue yet. */
  FormState knowing(Iterable<ResourceValue> values) {
    values.forEach(value -> known.put(value.id(tenant), value));
    return this;
  }

  /** All of it, as clients show it; {@code null} and empty lists for nothing. */
  JsonObject of(Connections connections) {
    JsonObject.Builder json = JsonObject.builder();
    for (PersonaField field : PersonaField.values()) {
      List<UUID> ids = connections.of(field);
      if (field.isList()) {
        json.put(field.idName(), JsonArray.ofTexts(ids.stream().map(UUID::toString).toList()));
        json.put(field.textName(), texts(field, ids));
      } else {
        json.putOrNull(field.idName(), ids.stream().findFirst().map(UUID::toString));
        json.put(
            field.textName(),
            ids.stream().findFirst().flatMap(this::value).map(v -> v.json()).orElse(JsonNull.NULL));
      }
    }
    return json.put("active", isActive(connections))
        .put(
            Connections.PENDING,
            JsonArray.ofTexts(connections.pending().stream().map(UUID::toString).toList()))
        .build();
  }

  private JsonArray texts(PersonaField field, List<UUID> ids) {
    List<Json> texts = new ArrayList<>();
    for (UUID id : ids) {
      Optional<ResourceValue> value = value(id);
      texts.add(
          value
              .<Json>map(v -> field == PersonaField.FLAGS ? v.json() : new JsonString(v.text()))
              .orElse(JsonNull.NULL));
    }
    return new JsonArray(texts);
  }

  /** What a revision keeps of it: the same, with nothing pending. */
  JsonObject content(Connections connections) {
    return of(connections).without(Connections.PENDING);
  }

  /** The values in what {@link #content} gave, as far as they can be told from their texts. */
  static List<ResourceValue> values(TenantId tenant, JsonObject content) {
    List<ResourceValue> values = new ArrayList<>();
    for (PersonaField field : PersonaField.values()) {
      List<Json> ids = items(content, field.idName());
      List<Json> texts = items(content, field.textName());
      for (int i = 0; i < Math.min(ids.size(), texts.size()); i++) {
        ResourceValue value = new ResourceValue(field.kind(), texts.get(i));
        if (ids.get(i).equals(new JsonString(value.id(tenant).toString()))) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private static List<Json> items(JsonObject content, String name) {
    Json value = content.get(name).orElse(JsonNull.NULL);
    return value instanceof JsonArray(List<Json> items) ? items : List.of(value);
  }

  /** What lists show of it. */
  Persona.Profile profile(Connections connections) {
    return new Persona.Profile(
        text(connections, PersonaField.NAME).orElse(""),
        text(connections, PersonaField.DESCRIPTION),
        isActive(connections));
  }

  /** The text at a place. */
  Optional<String> text(Connections connections, PersonaField field) {
    return connections.of(field).stream().findFirst().flatMap(this::value).map(ResourceValue::text);
  }

  private boolean isActive(Connections connections) {
    ResourceValue active = ResourceValue.active(true);
    return connections.of(PersonaField.FLAGS).stream()
        .filter(id -> !connections.pending().contains(id))
        .anyMatch(active.id(tenant)::equals);
  }

  Optional<ResourceValue> value(UUID id) {
    ResourceValue there = known.get(id);
    if (there != null) {
      return Optional.of(there);
    }
    Optional<ResourceValue> found = catalogue.find(tenant, id).map(resource -> resource.value());
    found.ifPresent(value -> known.put(id, value));
    return found;
  }
}
