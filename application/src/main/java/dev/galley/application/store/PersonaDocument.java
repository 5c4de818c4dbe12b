package dev.galley.application.store;

import static dev.galley.application.store.DocumentFields.flag;
import static dev.galley.application.store.DocumentFields.hash;
import static dev.galley.application.store.DocumentFields.number;
import static dev.galley.application.store.DocumentFields.object;
import static dev.galley.application.store.DocumentFields.readStamp;
import static dev.galley.application.store.DocumentFields.text;

import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaLive;
import java.util.UUID;

/** A persona as one JSON document; by the rules of {@link AssistantDocument}. */
final class PersonaDocument {

  private PersonaDocument() {}

  static JsonObject write(Persona persona) {
    return JsonObject.builder()
        .put("owner", persona.owner().key())
        .put("name", persona.profile().name())
        .putIfPresent("description", persona.profile().description())
        .put("active", persona.profile().active())
        .put("connections", persona.connections().toJson())
        .put("created", DocumentFields.write(persona.created()))
        .put("updated", DocumentFields.write(persona.updated()))
        .put("live", write(persona.live()))
        .put("events", AssistantDocument.write(persona.events()))
        .put("recentChanges", AssistantDocument.write(persona.recentChanges()))
        .build();
  }

  static Persona read(TenantId tenant, UUID id, long version, JsonObject document) {
    return new Persona(
        id,
        tenant,
        version,
        Principal.ofKey(text(document, "owner")),
        new Persona.Profile(
            text(document, "name"), document.text("description"), flag(document, "active")),
        Connections.read(object(document, "connections")),
        readStamp(object(document, "created")),
        readStamp(object(document, "updated")),
        readLive(object(document, "live")),
        AssistantDocument.readCounters(object(document, "events")),
        AssistantDocument.readChanges(document));
  }

  private static JsonObject write(PersonaLive live) {
    return JsonObject.builder()
        .put("revision", live.revision())
        .put("content", live.content().value())
        .put("hash", live.hash().value())
        .put("stamp", DocumentFields.write(live.stamp()))
        .build();
  }

  private static PersonaLive readLive(JsonObject live) {
    return new PersonaLive(
        number(live, "revision"),
        hash(live, "content"),
        hash(live, "hash"),
        readStamp(object(live, "stamp")));
  }
}
