package dev.galley.kafka;

import dev.galley.application.event.EventMessage;
import dev.galley.contract.Author;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The life of a persona, as it is told. */
final class PersonaStory {
  private static final JsonObject CONTENT =
      (JsonObject)
          JsonReader.read(
              """
              {"name_id": "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a01", "name": "Night nurse",
               "description_id": null, "description": null, "color_id": null, "color": null,
               "icon_id": null, "icon": null,
               "instructions_id": "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a02", "instructions": "Be kind.",
               "flag_ids": ["0190c2d5-10aa-7d01-8a55-0c1d2e3f4a03"],
               "flags": [{"type": "persona_active", "value": "true"}],
               "example_ids": ["0190c2d5-10aa-7d01-8a55-0c1d2e3f4a04"], "examples": ["Grüß Gott"],
               "department_ids": [], "departments": [],
               "parameter_field_ids": [], "parameter_fields": [],
               "voice_ids": [], "voices": [], "active": true}
              """);

  private PersonaStory() {}

  /** Every kind of event, contents along and linked. */
  static List<EventMessage> whole() {
    TenantId tenant = new TenantId("tenant-" + UUID.randomUUID());
    List<EventMessage> told = new ArrayList<>();
    Transition<Persona> first =
        Persona.publish(
            UUID.randomUUID(),
            tenant,
            Principal.user(Author.NAME),
            authored(CONTENT),
            Optional.empty(),
            Author.at(1),
            Author.change());
    tell(told, first.events(), CONTENT);
    JsonObject big = CONTENT.with("instructions", Json.of("x".repeat(EventMessage.CONTENT_BYTES)));
    Transition<Persona> second =
        first
            .next()
            .commit(
                authored(big), 1, Optional.of("Grüße, \"because\""), Author.at(2), Author.change());
    tell(told, second.events(), big);
    Transition<Tombstone> last = second.next().delete(Author.at(3), Author.change());
    tell(told, last.events(), big);
    return told;
  }

  private static Persona.Authored authored(JsonObject content) {
    return new Persona.Authored(
        Connections.read(content),
        new Persona.Profile("Night nurse", Optional.empty(), true),
        Snapshot.of(content).hash(),
        ChangedPaths.of(List.of("/name_id")));
  }

  private static void tell(List<EventMessage> told, List<Event> events, JsonObject content) {
    Snapshot snapshot = Snapshot.of(content);
    boolean small = snapshot.canonical().length() < EventMessage.CONTENT_BYTES;
    events.forEach(event ->
        told.add(
            new EventMessage(event, event.content().filter(hash -> small).map(hash -> snapshot))));
  }
}
