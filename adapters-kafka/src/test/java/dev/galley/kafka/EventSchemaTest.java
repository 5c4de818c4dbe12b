package dev.galley.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventMessage;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonNull;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.event.EventType;
import dev.galley.localbroker.Broker;
import dev.galley.localbroker.KafkaBroker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBroker.class)
class EventSchemaTest {
  private static final String ENVELOPE = "dev.galley.event.v1";

  private final Broker broker;

  EventSchemaTest(Broker broker) {
    this.broker = broker;
  }

  @Test
  void recordsInBinaryModeAreAsTheSchemasOfTheirTypesSay() {
    List<EventMessage> story = stories();
    assertThat(story.stream().map(message -> message.event().type()).collect(toSet()))
        .containsExactlyInAnyOrder(EventType.values());
    for (ConsumerRecord<String, byte[]> record : published(KafkaSettings.Mode.BINARY, story)) {
      String type = new String(record.headers().lastHeader("ce_type").value(), UTF_8);
      assertThat(Schemas.faults(type, new String(record.value(), UTF_8))).as(type).isEmpty();
    }
  }

  @Test
  void recordsInStructuredModeAreAsTheSchemaOfTheEnvelopeSays() {
    List<EventMessage> story = stories();
    Map<String, EventMessage> byId =
        story.stream().collect(toMap(message -> message.event().id().toString(), m -> m));
    for (ConsumerRecord<String, byte[]> record : published(KafkaSettings.Mode.STRUCTURED, story)) {
      String json = new String(record.value(), UTF_8);
      assertThat(Schemas.faults(ENVELOPE, json)).as(json).isEmpty();
      assertThat(new String(record.headers().lastHeader("content-type").value(), UTF_8))
          .startsWith("application/cloudevents+json");
      JsonObject event = (JsonObject) JsonReader.read(json, 64);
      EventMessage sent = Objects.requireNonNull(byId.get(event.text("id").orElseThrow()));
      assertThat(record.key()).isEqualTo(sent.event().aggregate().key());
      assertThat(CanonicalJson.writeInOrder(event.get("data").orElseThrow()))
          .isEqualTo(CanonicalJson.writeInOrder(sent.payload()));
      assertThat(event.text("sequence")).contains(sent.attributes().get("sequence"));
    }
  }

  @Test
  void contentsTravelAlongOrStayAtHome() {
    List<String> commits =
        Story.whole().stream()
            .filter(message -> message.event().type() == EventType.ASSISTANT_DRAFT_COMMITTED)
            .map(message -> CanonicalJson.writeInOrder(message.payload()))
            .toList();
    assertThat(commits).hasSize(2);
    assertThat(commits.getFirst()).contains("\"content\":").doesNotContain("contentLink");
    assertThat(commits.getLast()).contains("\"contentLink\":").doesNotContain("\"content\":");
  }

  @Test
  void contentsOfAgentsTravelAlongOrStayAtHome() {
    List<String> deploys = payloads(EventType.AGENT_DEPLOYED);
    assertThat(deploys).hasSize(3);
    assertThat(deploys.get(1)).contains("\"content\":").doesNotContain("contentLink");
    assertThat(deploys.get(2))
        .containsPattern("\"contentLink\":\"/v1/tenants/[^/]+/agents/ticket-triage/revisions/3\"")
        .doesNotContain("\"content\":");
    assertThat(payloads(EventType.AGENT_CREATED))
        .hasSize(3)
        .noneMatch(payload -> payload.contains("\"content"));
  }

  @Test
  void schemasOfPersonasFindWhatIsWrong() {
    for (EventMessage message : PersonaStory.whole()) {
      String name = message.event().type().wireName();
      JsonObject payload = message.payload();
      assertThat(faults(name, payload)).as(name).isEmpty();
      for (String required : payload.members().keySet()) {
        boolean optional = List.of("comment", "content", "contentLink").contains(required);
        assertThat(faults(name, payload.without(required)).isEmpty())
            .as("%s without %s", name, required)
            .isEqualTo(optional);
        assertThat(faults(name, payload.with(required, JsonNull.NULL)))
            .as("%s with %s: null", name, required)
            .isNotEmpty();
      }
      assertThat(faults(name, payload.with("added", JsonNull.NULL))).isEmpty();
      assertThat(faults(name, payload.with("revision", Json.of(0L)))).isNotEmpty();
    }
  }

  @Test
  void schemasOfAgentsFindWhatIsWrong() {
    for (EventMessage message : AgentStory.whole()) {
      EventType type = message.event().type();
      String name = type.wireName();
      JsonObject payload = message.payload();
      assertThat(faults(name, payload)).as(name).isEmpty();
      for (String required : payload.members().keySet()) {
        boolean optional =
            List.of("description", "comment", "previousRevision", "content", "contentLink")
                    .contains(required)
                || (required.equals("currentRevision") && type != EventType.AGENT_DEPLOYED);
        assertThat(faults(name, payload.without(required)).isEmpty())
            .as("%s without %s", name, required)
            .isEqualTo(optional);
        assertThat(faults(name, payload.with(required, JsonNull.NULL)))
            .as("%s with %s: null", name, required)
            .isNotEmpty();
      }
      assertThat(faults(name, payload.with("added", JsonNull.NULL))).isEmpty();
      assertThat(faults(name, payload.with("naturalId", Json.of("Ada:x")))).isNotEmpty();
      assertThat(faults(name, payload.with("revision", Json.of(-1L)))).isNotEmpty();
      boolean isEmpty = message.event().data().get("revision").equals(Optional.of(Json.of(0L)));
      assertThat(faults(name, payload.with("revision", Json.of(isEmpty ? 1L : 0L))))
          .as("%s has a hash if and only if it has a revision", name)
          .isNotEmpty();
    }
  }

  @Test
  void theSchemaOfAnAgentsContentAllowsWhatTheDomainAllows() {
    String content = "dev.galley.agent.content.v1";
    JsonObject full = AgentStory.full("All").toJson();
    assertThat(faults(content, full)).isEmpty();
    assertThat(faults(content, AgentContent.EMPTY.toJson())).isEmpty();
    String json = CanonicalJson.write(full);
    for (String list : List.of("comment", "subAgents", "integrationBindings", "assets", "slots")) {
      JsonObject none = full.with(list, JsonNull.NULL).without("flow");
      assertThat(AgentContent.parse(none).toJson()).isEqualTo(none);
      assertThat(faults(content, none)).as(list).isEmpty();
    }
    for (String wrong :
        List.of(
            "\"target\":\"out\"|\"to\":\"out\"",
            "\"source\":\"in\"|\"source\":null",
            "\"id\":\"e1\"|\"id\":\"\"",
            "\"id\":\"inner\"|\"id\":null",
            "\"type\":\"TOOL\"|\"name\":\"x\"",
            "\"supportsOAuth\":true|\"supportsOAuth\":1",
            "\"requiredKind\":\"HUMAN\"|\"requiredKind\":null",
            "\"id\":\"a1\"|\"id\":1",
            "\"slotName\":\"approver\"|\"slotName\":[]",
            "\"oAuth\":[]|\"oAuth\":{}",
            "\"integrationId\":\"mail\"|\"integrationId\":5",
            "\"agentId\":\"other\"|\"agentId\":5",
            "\"parameters\":{\"depth\":9}|\"parameters\":[]",
            "\"steps\":null|\"steps\":{}")) {
      String[] change = wrong.split("\\|", -1);
      assertThat(json).contains(change[0]);
      assertThat(Schemas.faults(content, json.replace(change[0], change[1])))
          .as(wrong)
          .isNotEmpty();
    }
  }

  @Test
  void schemasFindWhatIsWrong() {
    for (EventMessage message : Story.whole()) {
      String type = message.event().type().wireName();
      String json = CanonicalJson.writeInOrder(message.payload());
      assertThat(Schemas.faults(type, json)).isEmpty();
      for (String required :
          List.of("id", "naturalId", "revision", "revisionHash", "contentHash", "at", "actor")) {
        assertThat(Schemas.faults(type, json.replace('"' + required + '"', "\"other\"")))
            .as("%s without %s", type, required)
            .isNotEmpty();
      }
      assertThat(Schemas.faults(type, json.replaceFirst("\"revision\":[0-9]+", "\"revision\":0")))
          .isNotEmpty();
      assertThat(Schemas.faults(type, json.replaceFirst("T00:", " 00:"))).isNotEmpty();
      assertThat(Schemas.faults(type, json.replaceFirst("\"id\":\"", "\"id\":\"x"))).isNotEmpty();
      assertThat(Schemas.faults(type, json.replaceFirst("\\{", "{\"added\":{},"))).isEmpty();
    }
  }

  @Test
  void anotherOwnerIsToldWithTheOldName() {
    EventMessage given = Story.inFreshTenant().giveTo("grace").last();
    String type = given.event().type().wireName();
    String json = CanonicalJson.writeInOrder(given.payload());
    assertThat(json).contains("\"oldNaturalId\":\"ada:helper\"", "\"naturalId\":\"grace:helper\"");
    assertThat(Schemas.faults(type, json)).isEmpty();
    assertThat(Schemas.faults(type, json.replace("ada:helper", "helper"))).isNotEmpty();
  }

  @Test
  void aContentIsLookedIntoWhereverItIs() {
    EventMessage created = Story.inFreshTenant().last();
    String type = created.event().type().wireName();
    String json = CanonicalJson.writeInOrder(created.payload());
    assertThat(Schemas.faults(type, json.replace("\"dispatcher\":true", "\"dispatcher\":1")))
        .isNotEmpty();
    String both =
        json.replaceFirst(
            "\\{",
            "{\"contentLink\":\"/api/assistants/"
                + created.event().aggregate().id()
                + "/revisions/1\",");
    assertThat(Schemas.faults(type, both)).isNotEmpty();
    String deleted = EventType.ASSISTANT_DELETED.wireName();
    assertThat(Schemas.faults(deleted, json)).isNotEmpty();
    String envelope =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/galley/a\",\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"2026-01-01T00:00:00Z\",\"datacontenttype\":\"application/json\",\"sequence\":\"00000000000000000001\",\"tenant\":\"a\",\"actor\":\"b\",\"data\":%s}";
    String id = created.event().id().toString();
    assertThat(Schemas.faults(ENVELOPE, envelope.formatted(id, type, id, json))).isEmpty();
    assertThat(Schemas.faults(ENVELOPE, envelope.formatted(id, deleted, id, json))).isNotEmpty();
    assertThat(
            Schemas.faults(
                ENVELOPE, envelope.formatted(id, "dev.galley.persona.created.v1", id, "{}")))
        .isEmpty();
  }

  @Test
  void eachTypeHasItsSchema() {
    assertThat(Arrays.stream(EventType.values()).map(EventType::wireName))
        .allSatisfy(type ->
            assertThat(getClass().getResource("/galley/schemas/" + type + ".json")).isNotNull());
  }

  private static List<EventMessage> stories() {
    List<EventMessage> stories = new ArrayList<>(Story.whole());
    stories.addAll(AgentStory.whole());
    stories.addAll(PersonaStory.whole());
    return stories;
  }

  private static List<String> payloads(EventType type) {
    return stories().stream()
        .filter(message -> message.event().type() == type)
        .map(message -> CanonicalJson.writeInOrder(message.payload()))
        .toList();
  }

  private static List<String> faults(String schema, JsonObject json) {
    return Schemas.faults(schema, CanonicalJson.write(json));
  }

  private List<ConsumerRecord<String, byte[]>> published(
      KafkaSettings.Mode mode, List<EventMessage> messages) {
    try (Publishing kafka = Publishing.with(Publishing.settings(broker, mode))) {
      kafka.publish(messages);
      return Topic.read(broker, messages.size(), kafka.commits(), kafka.lifecycle());
    }
  }
}
