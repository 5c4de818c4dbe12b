package dev.galley.example;

import dev.galley.application.event.EventMessage;
import dev.galley.domain.access.Principal;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import dev.galley.domain.persona.Connections;
import dev.galley.domain.persona.Persona;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The life of one persona by Galley's own domain, and the records that tell of it. */
final class ToldPersona {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private ToldPersona() {}

  static List<EventMessage> messages(TenantId tenant) {
    List<EventMessage> told = new ArrayList<>();
    Snapshot small = content("Be kind.");
    Transition<Persona> first =
        Persona.publish(
            UUID.fromString("0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b"),
            tenant,
            Principal.user("ada"),
            authored(small),
            Optional.of("Grüße"),
            at(1),
            change());
    tell(told, first.events(), Optional.of(small));
    Snapshot big = content("x".repeat(EventMessage.CONTENT_BYTES));
    Transition<Persona> second =
        first.next().commit(authored(big), 1, Optional.empty(), at(2), change());
    tell(told, second.events(), Optional.empty());
    Transition<Tombstone> last = second.next().delete(at(3), change());
    tell(told, last.events(), Optional.empty());
    return told;
  }

  private static void tell(
      List<EventMessage> told, List<Event> events, Optional<Snapshot> content) {
    events.forEach(event -> told.add(new EventMessage(event, content)));
  }

  private static Snapshot content(String instructions) {
    return Snapshot.of(
        JsonObject.builder().put("name", "Nurse").put("instructions", instructions).build());
  }

  private static Persona.Authored authored(Snapshot content) {
    return new Persona.Authored(
        Connections.NONE,
        new Persona.Profile("Nurse", Optional.empty(), true),
        content.hash(),
        ChangedPaths.of(List.of("/name_id")));
  }

  private static Stamp at(int minute) {
    return new Stamp(START.plusSeconds(60L * minute), "ada");
  }

  private static ChangeId change() {
    return new ChangeId(UUID.randomUUID());
  }
}
