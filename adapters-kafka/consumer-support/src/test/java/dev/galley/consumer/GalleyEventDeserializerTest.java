package dev.galley.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleyEventDeserializerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAYLOAD =
      """
      {"id": "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b", "naturalId": "team:support-bot",
       "kind": "assistant", "revision": 7, "revisionHash": "aa", "contentHash": "bb",
       "baseRevision": 5, "actor": "alice", "at": "2026-11-22T12:01:02.345Z",
       "comment": "Grüße", "changedPaths": ["/instructions", "/skills/3"],
       "changedPathsTruncated": false, "content": {"name": "Support Bot"}, "ofALaterVersion": {}}
      """;
  private static final String AGENT =
      """
      {"id": "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b", "naturalId": "ticket-triage", "kind": "agent",
       "displayName": "Triage", "description": "Sorts.", "tags": ["desk"], "revision": 3,
       "revisionHash": "aa", "contentHash": "bb", "current": true, "newestRevision": 4,
       "currentRevision": 3, "previousRevision": 4, "baseRevision": 0, "actor": "alice",
       "at": "2026-11-22T12:01:02.345Z", "comment": "Grüße", "changedPaths": ["/flow"],
       "changedPathsTruncated": true, "content": {"comment": "c"}, "ofALaterVersion": {}}
      """;

  private final Map<String, @Nullable String> attributes = new LinkedHashMap<>();
  private String contentType = "application/json";
  private String payload = PAYLOAD;

  GalleyEventDeserializerTest() {
    attributes.put("specversion", "1.0");
    attributes.put("id", "7f1a3f0e-52a4-5d0c-9a55-3f4b8a9c1e27");
    attributes.put("source", "/galley/caf%C3%A9");
    attributes.put("type", AssistantDraftCommitted.TYPE);
    attributes.put("subject", "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b");
    attributes.put("time", "2026-11-22T12:01:02.345Z");
    attributes.put("datacontenttype", "application/json");
    attributes.put("sequence", "00000000000000000009");
    attributes.put("previous", "00000000000000000006");
    attributes.put("tenant", "café");
    attributes.put("actor", "alice");
    attributes.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @Test
  void readsBinaryMode() {
    assertThat(binary()).isEqualTo(expected());
  }

  @Test
  void readsStructuredMode() throws Exception {
    assertThat(structured()).isEqualTo(expected());
    contentType = "application/cloudevents+json; charset=UTF-8";
    assertThat(read(structuredBytes())).isEqualTo(expected());
  }

  @Test
  void readsStructuredModeWithNumbersForSequences() throws Exception {
    ObjectNode event = (ObjectNode) JSON.readTree(structuredBytes());
    event.put("sequence", 9).put("previous", 6);
    contentType = "application/cloudevents+json";
    assertThat(read(JSON.writeValueAsBytes(event))).isEqualTo(expected());
  }

  @Test
  void readsStructuredModeWithoutHeaders() throws Exception {
    assertThat(deserializer().deserialize("galley.draft-committed", structuredBytes()))
        .isEqualTo(expected());
  }

  @Test
  void namesTheAggregateAsItsRecordsAreKeyed() {
    assertThat(binary())
        .asInstanceOf(type(GalleyEvent.class))
        .extracting(GalleyEvent::key)
        .isEqualTo("café/assistant/0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b");
  }

  @ParameterizedTest
  @CsvSource({
    "created, AssistantCreated",
    "live-updated, AssistantLiveUpdated",
    "draft-committed, AssistantDraftCommitted",
    "deleted, AssistantDeleted",
    "archived, UnknownEvent"
  })
  void eachTypeHasItsRecord(String what, String record) {
    attributes.put("type", "dev.galley.assistant." + what + ".v1");
    assertThat(binary().getClass().getSimpleName()).isEqualTo(record);
    assertThat(binary())
        .asInstanceOf(type(GalleyEvent.class))
        .extracting(GalleyEvent::isDeletion)
        .isEqualTo(what.equals("deleted"));
  }

  @ParameterizedTest
  @CsvSource({
    "created, AgentCreated",
    "live-updated, AgentLiveUpdated",
    "revision-created, AgentRevisionCreated",
    "draft-committed, AgentDraftCommitted",
    "deployed, AgentDeployed",
    "deleted, AgentDeleted",
    "archived, UnknownEvent"
  })
  void eachTypeOfAgentsHasItsRecord(String what, String record) {
    attributes.put("type", "dev.galley.agent." + what + ".v1");
    payload = AGENT;
    assertThat(binary().getClass().getSimpleName()).isEqualTo(record);
    assertThat(binary())
        .asInstanceOf(type(GalleyEvent.class))
        .satisfies(event -> {
          assertThat(event.isDeletion()).isEqualTo(what.equals("deleted"));
          assertThat(event.key()).isEqualTo("café/agent/0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b");
        });
  }

  @Test
  void allThatIsToldOfAnAgentIsRead() {
    attributes.put("type", AgentDeployed.TYPE);
    payload = AGENT;
    assertThat(binary())
        .asInstanceOf(type(AgentDeployed.class))
        .extracting(AgentDeployed::payload)
        .isEqualTo(
            new AgentPayload(
                Events.SUBJECT,
                "ticket-triage",
                "agent",
                Optional.of("Triage"),
                Optional.of("Sorts."),
                List.of("desk"),
                3,
                Optional.of("aa"),
                Optional.of("bb"),
                true,
                4,
                OptionalLong.of(3),
                OptionalLong.of(4),
                OptionalLong.of(0),
                "alice",
                Instant.parse("2026-11-22T12:01:02.345Z"),
                Optional.of("Grüße"),
                List.of("/flow"),
                true,
                Optional.of(JSON.createObjectNode().put("comment", "c")),
                Optional.empty()));
  }

  @Test
  void anAgentWithoutARevisionHasNoHashes() {
    attributes.put("type", AgentDeleted.TYPE);
    payload =
        """
        {"id": "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b", "naturalId": "ticket-triage",
         "kind": "agent", "revision": 0, "current": false, "newestRevision": 0,
         "actor": "alice", "at": "2026-11-22T12:01:02.345Z", "changedPaths": [],
         "changedPathsTruncated": false}
        """;
    assertThat(binary())
        .asInstanceOf(type(AgentDeleted.class))
        .extracting(AgentDeleted::payload)
        .satisfies(agent -> {
          assertThat(agent.revisionHash()).isEmpty();
          assertThat(agent.contentHash()).isEmpty();
          assertThat(agent.currentRevision()).isEmpty();
          assertThat(agent.previousRevision()).isEmpty();
          assertThat(agent.displayName()).isEmpty();
          assertThat(agent.tags()).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id | \"0190c2d5-10aa-7d01-8a55-000000000000\" | data/id: 0190c2d5-10aa-7d01-8a55-000000000000 (expected: the subject 0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b)",
        "revision | null | data/revision: none (expected: a whole number)",
        "newestRevision | null | data/newestRevision: none (expected: a whole number)",
        "currentRevision | \"3\" | data/currentRevision: JSON string (expected: a whole number)",
        "current | 1 | data/current: JSON number (expected: true or false)",
        "tags | [1] | data/tags/0: JSON number (expected: a text)",
        "revisionHash | {} | data/revisionHash: JSON object (expected: a text)",
      })
  void aBadPayloadOfAnAgentIsNamedByPlace(String name, String value, String problem)
      throws Exception {
    attributes.put("type", AgentDeployed.TYPE);
    ObjectNode data = (ObjectNode) JSON.readTree(AGENT);
    data.set(name, JSON.readTree(value));
    payload = JSON.writeValueAsString(data);
    assertMalformed(binary(), problem);
  }

  @Test
  void whatIsAbsentIsEmpty() {
    attributes.put("type", AssistantCreated.TYPE);
    attributes.remove("previous");
    attributes.remove("traceparent");
    payload =
        """
        {"id": "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b", "naturalId": "a:b", "kind": "assistant",
         "revision": 1, "revisionHash": "aa", "contentHash": "bb", "actor": "alice",
         "at": "2026-11-22T12:01:02.345Z", "comment": null, "oldNaturalId": "b:b",
         "changedPaths": [], "changedPathsTruncated": true,
         "contentLink": "/api/assistants/x/revisions/1"}
        """;
    assertThat(binary())
        .asInstanceOf(type(AssistantCreated.class))
        .satisfies(event -> {
          assertThat(event.envelope().previous()).isEmpty();
          assertThat(event.envelope().traceparent()).isEmpty();
          assertThat(event.payload().comment()).isEmpty();
          assertThat(event.payload().baseRevision()).isEmpty();
          assertThat(event.payload().content()).isEmpty();
          assertThat(event.payload().oldNaturalId()).hasValue("b:b");
          assertThat(event.payload().changedPathsTruncated()).isTrue();
          assertThat(event.payload().contentLink()).hasValue("/api/assistants/x/revisions/1");
        });
  }

  @Test
  void anUnknownTypeKeepsItsPayload() {
    attributes.put("type", "dev.galley.persona.deployed.v1");
    payload = "{\"stage\": \"prod\"}";
    assertThat(binary())
        .asInstanceOf(type(UnknownEvent.class))
        .satisfies(event -> {
          assertThat(event.data().get("stage").textValue()).isEqualTo("prod");
          assertThat(event.envelope().kind()).isEqualTo("persona");
        });
    payload = "";
    assertThat(binary())
        .asInstanceOf(type(UnknownEvent.class))
        .satisfies(event -> assertThat(event.data().isNull()).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "specversion | 0.3 | ce_specversion: 0.3 (expected: 1.0)",
        "specversion | | ce_specversion: none (expected: a text)",
        "id | 7 | ce_id: 7 (expected: a UUID)",
        "id | 1-1-1-1-1 | ce_id: 1-1-1-1-1 (expected: a UUID)",
        "source | | ce_source: none (expected: a text)",
        "type | com.example.paid | ce_type: com.example.paid (expected: dev.galley.<kind>.<what>.<version>)",
        "subject | ../../etc/passwd | ce_subject: ../../etc/passwd (expected: a UUID)",
        "time | yesterday | ce_time: yesterday (expected: a time of RFC 3339)",
        "sequence | | ce_sequence: none (expected: a text)",
        "sequence | 0 | ce_sequence: 0 (expected: 1 to 9223372036854775807 in up to 20 digits)",
        "sequence | -1 | ce_sequence: -1 (expected: 1 to 9223372036854775807 in up to 20 digits)",
        "sequence | 99999999999999999999 | ce_sequence: 99999999999999999999 (expected: 1 to 9223372036854775807 in up to 20 digits)",
        "previous | 9 | ce_previous: 9 (expected: 1 or more, below the sequence)",
        "tenant | a/b | ce_tenant: a/b (expected: 1 character or more, no '/')",
        "actor | | ce_actor: none (expected: a text)",
      })
  void aBadAttributeIsNamed(String name, @Nullable String value, String problem) {
    attributes.put(name, value);
    assertMalformed(binary(), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id | null | data/id: none (expected: a text)",
        "id | \"0190c2d5-10aa-7d01-8a55-000000000000\" | data/id: 0190c2d5-10aa-7d01-8a55-000000000000 (expected: the subject 0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b)",
        "naturalId | 7 | data/naturalId: JSON number (expected: a text)",
        "revision | null | data/revision: none (expected: a whole number)",
        "revision | \"secret\" | data/revision: JSON string (expected: a whole number)",
        "revision | 1.5 | data/revision: JSON number (expected: a whole number)",
        "revision | 1e30 | data/revision: JSON number (expected: a whole number)",
        "at | \"noon\" | data/at: noon (expected: a time of RFC 3339)",
        "changedPaths | {} | data/changedPaths: JSON object (expected: an array of texts)",
        "changedPaths | [\"/a\", 1] | data/changedPaths/1: JSON number (expected: a text)",
        "changedPathsTruncated | 0 | data/changedPathsTruncated: JSON number (expected: true or false)",
        "content | \"secret\" | data/content: JSON string (expected: an object)",
      })
  void aBadPayloadIsNamedByPlace(String name, String value, String problem) throws Exception {
    ObjectNode data = (ObjectNode) JSON.readTree(PAYLOAD);
    data.set(name, JSON.readTree(value));
    payload = JSON.writeValueAsString(data);
    assertMalformed(binary(), problem);
  }

  @Test
  void aValueThatIsNoJsonIsNotShown() {
    payload = "{\"comment\":\nmy-secret}";
    assertMalformed(binary(), "value: no JSON at line 2, column 1 (expected: JSON in UTF-8)");
    payload = PAYLOAD + "x";
    assertThat(binary()).isInstanceOf(MalformedMessage.class);
    payload = "[".repeat(100_000);
    assertThat(binary()).isInstanceOf(MalformedMessage.class);
    payload = "[]";
    assertMalformed(binary(), "data: JSON array (expected: an object)");
    payload = "";
    assertMalformed(binary(), "data: JSON null (expected: an object)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/avro", "application/xml+"})
  void aBadContentTypeIsNamed(String bad) {
    contentType = bad;
    assertMalformed(binary(), "content-type: " + bad + " (expected: application/json)");
  }

  @Test
  void badStructuredEventsAreNamed() throws Exception {
    contentType = "application/cloudevents-batch+json";
    assertMalformed(
        read("[]".getBytes(StandardCharsets.UTF_8)),
        "value: no JSON object (expected: a CloudEvent)");
    contentType = "application/cloudevents+protobuf";
    assertMalformed(
        read(structuredBytes()),
        "content-type: application/cloudevents+protobuf (expected: application/cloudevents+json)");
    contentType = "application/cloudevents+json";
    ObjectNode event = (ObjectNode) JSON.readTree(structuredBytes());
    event.putObject("tenant");
    assertMalformed(read(JSON.writeValueAsBytes(event)), "tenant: JSON OBJECT (expected: a text)");
  }

  @Test
  void aProblemCannotSpoilALog() {
    attributes.put("id", "a\r\nb\u001b[2J" + "x".repeat(1_000));
    assertThat(binary())
        .asInstanceOf(type(MalformedMessage.class))
        .satisfies(message ->
            assertThat(message.problem()).startsWith("ce_id: a??b?[2Jxxx").hasSizeLessThan(200));
  }

  @Test
  void aMalformedMessageKeepsTheValue() {
    payload = "not JSON";
    assertThat(binary())
        .asInstanceOf(type(MalformedMessage.class))
        .extracting(MalformedMessage::value)
        .isEqualTo(ByteBuffer.wrap("not JSON".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void noValueIsNoMessage() {
    assertThat(deserializer().deserialize("topic", headers(), (byte[]) null)).isNull();
  }

  @Test
  void aStateIsWrittenAndReadByJackson() throws Exception {
    AppliedState state = new AppliedState(2, 9, Map.of("a", 9L, "b", 7L), true);
    assertThat(JSON.readValue(JSON.writeValueAsString(state), AppliedState.class)).isEqualTo(state);
  }

  private GalleyEvent expected() {
    return new AssistantDraftCommitted(
        new Envelope(
            UUID.fromString("7f1a3f0e-52a4-5d0c-9a55-3f4b8a9c1e27"),
            "/galley/caf%C3%A9",
            "dev.galley.assistant.draft-committed.v1",
            Events.SUBJECT,
            Instant.parse("2026-11-22T12:01:02.345Z"),
            "café",
            "alice",
            9,
            OptionalLong.of(6),
            Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")),
        new AssistantPayload(
            Events.SUBJECT,
            "team:support-bot",
            Optional.empty(),
            "assistant",
            7,
            "aa",
            "bb",
            OptionalLong.of(5),
            "alice",
            Instant.parse("2026-11-22T12:01:02.345Z"),
            Optional.of("Grüße"),
            List.of("/instructions", "/skills/3"),
            false,
            Optional.of(JSON.createObjectNode().put("name", "Support Bot")),
            Optional.empty()));
  }

  private static void assertMalformed(GalleyMessage message, String problem) {
    assertThat(message)
        .asInstanceOf(type(MalformedMessage.class))
        .extracting(MalformedMessage::problem)
        .isEqualTo(problem);
  }

  private GalleyMessage binary() {
    return read(payload.getBytes(StandardCharsets.UTF_8));
  }

  private GalleyMessage structured() throws Exception {
    contentType = "application/cloudevents+json";
    return read(structuredBytes());
  }

  private byte[] structuredBytes() throws Exception {
    ObjectNode event = JSON.createObjectNode();
    attributes.forEach(event::put);
    event.set("data", JSON.readTree(payload));
    return JSON.writeValueAsBytes(event);
  }

  private GalleyMessage read(byte[] value) {
    return Objects.requireNonNull(
        deserializer().deserialize("galley.draft-committed", headers(), value));
  }

  private Headers headers() {
    Headers headers = new RecordHeaders();
    headers.add("content-type", contentType.getBytes(StandardCharsets.UTF_8));
    if (!contentType.startsWith("application/cloudevents")) {
      attributes.forEach((name, value) -> {
        if (value != null) {
          headers.add("ce_" + name, value.getBytes(StandardCharsets.UTF_8));
        }
      });
    }
    return headers;
  }

  @SuppressWarnings("resource") // It holds nothing.
  private static GalleyEventDeserializer deserializer() {
    return new GalleyEventDeserializer();
  }
}
