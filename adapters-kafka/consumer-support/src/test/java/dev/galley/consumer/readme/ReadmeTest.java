package dev.galley.consumer.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.consumer.AgentCreated;
import dev.galley.consumer.AgentDeleted;
import dev.galley.consumer.AgentDeployed;
import dev.galley.consumer.AgentDraftCommitted;
import dev.galley.consumer.AgentLiveUpdated;
import dev.galley.consumer.AgentPayload;
import dev.galley.consumer.AgentRevisionCreated;
import dev.galley.consumer.AssistantCreated;
import dev.galley.consumer.AssistantDeleted;
import dev.galley.consumer.AssistantDraftCommitted;
import dev.galley.consumer.AssistantLiveUpdated;
import dev.galley.consumer.AssistantPayload;
import dev.galley.consumer.Envelope;
import dev.galley.consumer.GalleyEventDeserializer;
import dev.galley.consumer.GalleyMessage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/galley/consumer/readme");

  @ParameterizedTest
  @ValueSource(classes = {PrintingConsumer.class, JdbcAppliedSequences.class})
  void theCodeInTheReadmeIsTheCodeHere(Class<?> example) throws IOException {
    String source = Files.readString(SOURCES.resolve(example.getSimpleName() + ".java"));
    String code = source.substring(source.indexOf("import "));
    assertThat(codeBlocks()).contains(code);
  }

  @Test
  void theReadmeNamesAllTypesAndFields() throws IOException {
    String readme = readme();
    for (Class<?> type : List.of(Envelope.class, AssistantPayload.class, AgentPayload.class)) {
      for (RecordComponent field : type.getRecordComponents()) {
        assertThat(readme).contains('`' + field.getName() + '`');
      }
    }
    assertThat(readme)
        .contains(
            AssistantCreated.TYPE,
            AssistantLiveUpdated.TYPE,
            AssistantDraftCommitted.TYPE,
            AssistantDeleted.TYPE,
            AgentCreated.TYPE,
            AgentLiveUpdated.TYPE,
            AgentRevisionCreated.TYPE,
            AgentDraftCommitted.TYPE,
            AgentDeployed.TYPE,
            AgentDeleted.TYPE);
  }

  @Test
  void theConsumerOfTheReadmeReadsOnBehindAMalformedRecord() throws Exception {
    TopicPartition partition = new TopicPartition("galley.lifecycle", 0);
    try (MockConsumer<String, GalleyMessage> consumer = new MockConsumer<>("earliest")) {
      consumer.assign(List.of(partition));
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.addRecord(record(partition, 0, "no JSON"));
      consumer.addRecord(record(partition, 1, "{}"));

      new PrintingConsumer().pollOnce(consumer);

      assertThat(consumer.committed(Set.of(partition)).get(partition).offset()).isEqualTo(2);
    }
  }

  private static ConsumerRecord<String, GalleyMessage> record(
      TopicPartition partition, long offset, String value) {
    Headers headers = new RecordHeaders();
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "7f1a3f0e-52a4-5d0c-9a55-3f4b8a9c1e27",
            "ce_source", "/galley/acme",
            "ce_type", "dev.galley.persona.created.v1",
            "ce_subject", "0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b",
            "ce_time", "2026-11-22T12:01:02.345Z",
            "ce_sequence", "00000000000000000001",
            "ce_tenant", "acme",
            "ce_actor", "alice",
            "content-type", "application/json")
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    GalleyMessage message;
    try (GalleyEventDeserializer deserializer = new GalleyEventDeserializer()) {
      message =
          deserializer.deserialize(
              partition.topic(), headers, value.getBytes(StandardCharsets.UTF_8));
    }
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        "acme/persona/0190c2d5-10aa-7d01-8a55-0c1d2e3f4a5b",
        message,
        headers,
        Optional.empty());
  }

  private static List<String> codeBlocks() throws IOException {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(readme())
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
