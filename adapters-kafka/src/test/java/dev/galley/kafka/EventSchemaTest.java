package dev.galley.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventMessage;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.JsonReader;
import dev.galley.domain.event.EventType;
import dev.galley.localbroker.Broker;
import dev.galley.localbroker.KafkaBroker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    List<EventMessage> story = Story.whole();
    assertThat(story.stream().map(message -> message.event().type()).collect(toSet()))
        .containsExactlyInAnyOrder(EventType.values());
    for (ConsumerRecord<String, byte[]> record : published(KafkaSettings.Mode.BINARY, story)) {
      String type = new String(record.headers().lastHeader("ce_type").value(), UTF_8);
      assertThat(Schemas.faults(type, new String(record.value(), UTF_8))).as(type).isEmpty();
    }
  }

  @Test
  void recordsInStructuredModeAreAsTheSchemaOfTheEnvelopeSays() {
    List<EventMessage> story = Story.whole();
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
                ENVELOPE, envelope.formatted(id, "dev.galley.agent.created.v1", id, "{}")))
        .isEmpty();
  }

  @Test
  void eachTypeHasItsSchema() {
    assertThat(Arrays.stream(EventType.values()).map(EventType::wireName))
        .allSatisfy(type ->
            assertThat(getClass().getResource("/galley/schemas/" + type + ".json")).isNotNull());
  }

  private List<ConsumerRecord<String, byte[]>> published(
      KafkaSettings.Mode mode, List<EventMessage> messages) {
    try (Publishing kafka = Publishing.with(Publishing.settings(broker, mode))) {
      kafka.publish(messages);
      return Topic.read(broker, messages.size(), kafka.commits(), kafka.lifecycle());
    }
  }
}
