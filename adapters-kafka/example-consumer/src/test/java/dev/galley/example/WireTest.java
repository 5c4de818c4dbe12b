package dev.galley.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.galley.application.event.EventMessage;
import dev.galley.consumer.AgentDeployed;
import dev.galley.consumer.AgentEvent;
import dev.galley.consumer.AssistantDraftCommitted;
import dev.galley.consumer.AssistantEvent;
import dev.galley.consumer.GalleyEvent;
import dev.galley.consumer.MalformedMessage;
import dev.galley.consumer.PersonaEvent;
import dev.galley.consumer.UnknownEvent;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonString;
import dev.galley.domain.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What Galley writes is what its consumers read. */
class WireTest {
  private final Told told =
      new Told(
              new TenantId("café & co"),
              UUID.fromString("01890a5d-ac96-774b-bcce-b302099a0000"),
              "Support Bot")
          .commit("Help fast.", "Grüße")
          .move("desk")
          .commit("x".repeat(EventMessage.CONTENT_BYTES), "Long.")
          .delete();
  private final ToldAgent agent =
      new ToldAgent(new TenantId("café & co"))
          .create()
          .describe("Sorts.")
          .mint("First")
          .commit("Second", true)
          .commit("x".repeat(EventMessage.CONTENT_BYTES), false)
          .deploy(1)
          .deploy(3)
          .delete()
          .create();

  private final List<EventMessage> personas = ToldPersona.messages(new TenantId("café & co"));

  @Test
  void everyTypeOfEventIsKnown() {
    assertThat(messages().stream().map(m -> m.event().type())).contains(EventType.values());
    assertThat(told.messages())
        .extracting(Told::read)
        .hasSize(5)
        .allSatisfy(message -> assertThat(message).isInstanceOf(AssistantEvent.class));
    assertThat(agent.messages())
        .extracting(Told::read)
        .hasSize(10)
        .allSatisfy(message -> assertThat(message).isInstanceOf(AgentEvent.class));
    assertThat(personas)
        .extracting(Told::read)
        .hasSize(3)
        .allSatisfy(message -> assertThat(message).isInstanceOf(PersonaEvent.class));
  }

  @Test
  void aRevisionThatRunsIsToldWithTheOneBefore() {
    assertThat(Told.read(agent.messages().get(6)))
        .asInstanceOf(type(AgentDeployed.class))
        .extracting(AgentDeployed::payload)
        .satisfies(payload -> {
          assertThat(payload.naturalId()).isEqualTo("ticket-triage");
          assertThat(payload.revision()).isEqualTo(1);
          assertThat(payload.current()).isTrue();
          assertThat(payload.currentRevision()).hasValue(1);
          assertThat(payload.previousRevision()).hasValue(2);
          assertThat(payload.newestRevision()).isEqualTo(3);
          assertThat(payload.content().orElseThrow().path("comment").asText()).isEqualTo("First");
        });
    assertThat(Told.read(agent.messages().get(7)))
        .asInstanceOf(type(AgentDeployed.class))
        .extracting(event -> event.payload().contentLink())
        .isEqualTo(
            Optional.of("/v1/tenants/caf%C3%A9%20%26%20co/agents/ticket-triage/revisions/3"));
  }

  @Test
  void envelopesAreWhatTheEventsSay() {
    for (EventMessage message : messages()) {
      assertThat(Told.read(message))
          .asInstanceOf(type(GalleyEvent.class))
          .satisfies(event -> {
            assertThat(event.key()).isEqualTo(message.event().aggregate().key());
            assertThat(event.envelope().id()).isEqualTo(message.event().id());
            assertThat(event.sequence()).isEqualTo(message.event().sequence());
            assertThat(event.envelope().previous().orElse(0)).isEqualTo(message.event().previous());
            assertThat(event.envelope().type()).isEqualTo(message.event().type().wireName());
            assertThat(event.envelope().tenant()).isEqualTo("café & co");
            assertThat(event.envelope().source()).isEqualTo("/galley/caf%C3%A9%20%26%20co");
            assertThat(event.isDeletion())
                .isEqualTo(
                    message.event().type() == EventType.ASSISTANT_DELETED
                        || message.event().type() == EventType.AGENT_DELETED
                        || message.event().type() == EventType.PERSONA_DELETED);
          });
    }
  }

  @Test
  void noMemberOfAPayloadIsLost() throws Exception {
    for (EventMessage message : messages()) {
      assertThat(payloadOf(message)).isEqualTo(CanonicalJson.write(message.payload()));
    }
  }

  @Test
  void aCommitTellsAllThatThereIsToTell() {
    assertThat(Told.read(told.message(2)))
        .asInstanceOf(type(AssistantDraftCommitted.class))
        .extracting(AssistantDraftCommitted::payload)
        .satisfies(payload -> {
          assertThat(payload.naturalId()).isEqualTo("alice:support-bot");
          assertThat(payload.revision()).isEqualTo(2);
          assertThat(payload.baseRevision()).hasValue(1);
          assertThat(payload.comment()).hasValue("Grüße");
          assertThat(payload.changedPaths()).containsExactly("/instructions");
          assertThat(payload.at()).isEqualTo(Instant.parse("2026-11-22T12:03:00Z"));
          assertThat(payload.content().orElseThrow().path("instructions").asText())
              .isEqualTo("Help fast.");
        });
    assertThat(Told.read(told.message(4)))
        .asInstanceOf(type(AssistantDraftCommitted.class))
        .extracting(AssistantDraftCommitted::payload)
        .satisfies(payload -> {
          assertThat(payload.content()).isEmpty();
          assertThat(payload.contentLink())
              .hasValue("/api/assistants/01890a5d-ac96-774b-bcce-b302099a0000/revisions/3");
        });
  }

  @Test
  void structuredModeTellsTheSame() {
    for (EventMessage message : messages()) {
      JsonObject.Builder event = JsonObject.builder().put("specversion", "1.0");
      message.attributes().forEach((name, value) -> event.put(name, new JsonString(value)));
      RecordHeaders headers = new RecordHeaders();
      headers.add(
          "content-type",
          "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
      assertThat(
              Told.read(headers, CanonicalJson.bytes(event.put("data", message.payload()).build())))
          .isEqualTo(Told.read(message));
    }
  }

  @Test
  void aTypeOfALaterVersionIsAnUnknownEvent() {
    Map<String, String> attributes = told.message(1).attributes();
    attributes.put("type", "dev.galley.persona.restyled.v1");
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
    attributes.forEach(
        (name, value) -> headers.add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));

    assertThat(Told.read(headers, CanonicalJson.bytes(told.message(1).payload())))
        .isInstanceOf(UnknownEvent.class);
  }

  private List<EventMessage> messages() {
    List<EventMessage> all = new ArrayList<>(told.messages());
    all.addAll(agent.messages());
    all.addAll(personas);
    return all;
  }

  private static String payloadOf(EventMessage message) throws Exception {
    return switch (Told.read(message)) {
      case AssistantEvent event -> Payloads.write(event.payload());
      case AgentEvent event -> Payloads.write(event.payload());
      case PersonaEvent event -> Payloads.write(event.payload());
      case UnknownEvent event -> throw new AssertionError(event);
      case MalformedMessage malformed -> throw new AssertionError(malformed);
    };
  }
}
