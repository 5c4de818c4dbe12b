package dev.galley.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What leaves Galley is CloudEvents, with the content or with a way to it. */
class EventMessageTest {
  private static final UUID ID = UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-000000010000");
  private static final Snapshot CONTENT =
      Snapshot.of(JsonObject.builder().put("name", "Support").build());

  private static Event event(String tenant, long sequence, long previous, Optional<Snapshot> live) {
    return new Event(
        new AggregateRef(new TenantId(tenant), AggregateKind.ASSISTANT, ID),
        sequence,
        previous,
        EventType.ASSISTANT_DRAFT_COMMITTED,
        new Stamp(Instant.parse("2026-01-02T03:04:05.060Z"), "ada"),
        JsonObject.builder().put("revision", 7).build(),
        live.map(Snapshot::hash),
        Optional.empty());
  }

  @Test
  void attributesAreThoseOfCloudEvents() {
    Event event = event("acme", 12, 9, Optional.empty()).in("00-a-b-01");

    assertThat(new EventMessage(event, Optional.empty()).attributes())
        .containsExactly(
            Map.entry("id", event.id().toString()),
            Map.entry("source", "/galley/acme"),
            Map.entry("type", "dev.galley.assistant.draft-committed.v1"),
            Map.entry("subject", ID.toString()),
            Map.entry("time", "2026-01-02T03:04:05.060Z"),
            Map.entry("datacontenttype", "application/json"),
            Map.entry("sequence", "00000000000000000012"),
            Map.entry("previous", "00000000000000000009"),
            Map.entry("tenant", "acme"),
            Map.entry("actor", "ada"),
            Map.entry("traceparent", "00-a-b-01"));
  }

  @Test
  void theFirstEventOfATopicHasNoPreviousAndWithoutATraceThereIsNone() {
    assertThat(
            new EventMessage(event("acme", 2, 0, Optional.empty()), Optional.empty()).attributes())
        .doesNotContainKeys("previous", "traceparent");
  }

  @Test
  void theSourceIsAUriWhateverTheTenantIsCalled() {
    assertThat(
            new EventMessage(event("Büro 1%?", 1, 0, Optional.empty()), Optional.empty())
                .attributes()
                .get("source"))
        .isEqualTo("/galley/B%C3%BCro%201%25%3F");
  }

  @Test
  void aSmallContentTravelsAlong() {
    EventMessage message =
        new EventMessage(event("acme", 1, 0, Optional.of(CONTENT)), Optional.of(CONTENT));

    assertThat(CanonicalJson.write(message.payload()))
        .isEqualTo("{\"content\":{\"name\":\"Support\"},\"revision\":7}");
    assertThat(CanonicalJson.write(message.payloadWithoutContent()))
        .isEqualTo("{\"contentLink\":\"/api/assistants/" + ID + "/revisions/7\",\"revision\":7}");
  }

  @Test
  void theContentOfAnAgentsRevisionIsLinkedByTheAgentsId() {
    Event event =
        new Event(
            new AggregateRef(new TenantId("Büro 1"), AggregateKind.AGENT, ID),
            3,
            0,
            EventType.AGENT_DRAFT_COMMITTED,
            new Stamp(Instant.parse("2026-01-02T03:04:05.060Z"), "ada"),
            JsonObject.builder().put("naturalId", "ticket-triage").put("revision", 7).build(),
            Optional.of(CONTENT.hash()),
            Optional.empty());

    assertThat(new EventMessage(event, Optional.empty()).payload().text("contentLink"))
        .contains("/v1/tenants/B%C3%BCro%201/agents/ticket-triage/revisions/7");
  }

  @Test
  void aLargeContentIsLinkedAndAnErasedOneIsGone() {
    assertThat(
            new EventMessage(event("acme", 1, 0, Optional.of(CONTENT)), Optional.empty())
                .payload()
                .text("contentLink"))
        .contains("/api/assistants/" + ID + "/revisions/7");
    assertThat(new EventMessage(event("acme", 1, 0, Optional.empty()), Optional.empty()).payload())
        .isEqualTo(JsonObject.builder().put("revision", 7).build());
  }
}
