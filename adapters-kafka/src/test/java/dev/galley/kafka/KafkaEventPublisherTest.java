package dev.galley.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventRefused;
import dev.galley.contract.Author;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.ChangedPaths;
import dev.galley.domain.content.CanonicalJson;
import dev.galley.localbroker.Broker;
import dev.galley.localbroker.KafkaBroker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBroker.class)
class KafkaEventPublisherTest {
  private final Broker broker;

  KafkaEventPublisherTest(Broker broker) {
    this.broker = broker;
  }

  @Test
  void aRecordIsACloudEventUnderTheKeyOfItsAggregate() {
    try (Publishing kafka = Publishing.on(broker)) {
      EventMessage message = Story.inFreshTenant().last();
      kafka.publish(List.of(message));
      ConsumerRecord<String, byte[]> record = Topic.read(broker, 1, kafka.lifecycle()).getFirst();
      assertThat(record.key()).isEqualTo(message.event().aggregate().key());
      assertThat(record.timestamp())
          .as("of the sending, whenever the event was")
          .isGreaterThan(message.event().stamp().at().toEpochMilli());
      assertThat(new String(record.value(), UTF_8))
          .isEqualTo(CanonicalJson.writeInOrder(message.payload()))
          .contains("\"content\":{");
      Map<String, String> headers = headers(record);
      assertThat(headers.remove("ce_time"))
          .satisfies(time ->
              assertThat(java.time.Instant.parse(time)).isEqualTo(message.event().stamp().at()));
      Map<String, String> expected = new LinkedHashMap<>();
      message.attributes().forEach((name, value) -> expected.put("ce_" + name, value));
      expected.put("ce_specversion", "1.0");
      expected.remove("ce_time");
      expected.put("content-type", expected.remove("ce_datacontenttype"));
      assertThat(headers).isEqualTo(expected);
    }
  }

  @Test
  void anAggregateKeepsItsOrderOnOnePartition() {
    try (Publishing kafka = Publishing.on(broker)) {
      List<Story> stories =
          IntStream.range(0, 6).mapToObj(i -> Story.inFreshTenant().commits(8)).toList();
      CompletableFuture.allOf(
              stories.stream()
                  .map(story -> CompletableFuture.runAsync(() -> kafka.publish(story.told())))
                  .toArray(CompletableFuture[]::new))
          .join();
      Map<String, List<String>> seen = new LinkedHashMap<>();
      Map<String, Integer> places = new LinkedHashMap<>();
      for (ConsumerRecord<String, byte[]> record : Topic.read(broker, 48, kafka.commits())) {
        seen.computeIfAbsent(record.key(), key -> new ArrayList<>())
            .add(headers(record).get("ce_sequence"));
        assertThat(places.computeIfAbsent(record.key(), key -> record.partition()))
            .isEqualTo(record.partition());
      }
      assertThat(seen).hasSize(6);
      assertThat(seen.values())
          .allSatisfy(
              sequences -> assertThat(sequences).hasSize(8).isSorted().doesNotHaveDuplicates());
    }
  }

  @Test
  void aRecordThatTheTopicDoesNotTakeIsRefusedAndOthersGoOn() {
    KafkaSettings settings = Publishing.settings(broker, KafkaSettings.Mode.BINARY);
    Topic.create(
        broker, settings.topics().draftCommitted(), 3, Map.of("max.message.bytes", "20000"));
    try (Publishing kafka = Publishing.with(settings)) {
      // Chance does not compress.
      String noise =
          IntStream.range(0, 1_500)
              .mapToObj(i -> UUID.randomUUID().toString())
              .reduce("", String::concat);
      EventMessage poison = Story.inFreshTenant().commit(Author.content("Big", noise), "?").last();
      assertThat(kafka.outcome(poison).orElseThrow())
          .isInstanceOf(EventRefused.class)
          .hasMessageContaining("RecordTooLargeException")
          .hasMessageNotContaining(noise.substring(0, 36))
          .hasNoCause();
      assertThat(kafka.outcome(Story.inFreshTenant().commits(1).last())).isEmpty();
      Eventually.holds(() -> kafka.health().state().outage().isEmpty());
    }
  }

  @Test
  void aRecordThatTheProducerDoesNotTakeIsRefused() {
    try (Publishing kafka = Publishing.on(broker)) {
      EventMessage poison =
          Story.inFreshTenant()
              .commit(Story.full("Big"), "?".repeat(1_100_000), ChangedPaths.NONE)
              .last();
      assertThat(kafka.outcome(poison).orElseThrow()).isInstanceOf(EventRefused.class);
    }
  }

  @Test
  void topicsAreCreatedWithTheirPartitions() {
    try (Publishing kafka = Publishing.on(broker)) {
      kafka.publish(Story.inFreshTenant().told());
      assertThat(Topic.partitions(broker, kafka.lifecycle())).contains(3);
    }
  }

  @Test
  void aMissingTopicIsAnOutageUntilItIsThere() {
    KafkaSettings made = Publishing.settings(broker, KafkaSettings.Mode.BINARY);
    KafkaSettings settings =
        new KafkaSettings(
            made.bootstrap(),
            made.mode(),
            made.topics(),
            false,
            3,
            -1,
            made.client(),
            made.resilience());
    try (Publishing kafka = Publishing.with(settings)) {
      EventMessage message = Story.inFreshTenant().last();
      assertThat(kafka.outcome(message).orElseThrow())
          .isInstanceOf(UnknownTopicOrPartitionException.class)
          .hasMessageContaining(kafka.lifecycle());
      Eventually.holds(() ->
          kafka
              .health()
              .state()
              .outage()
              .filter(outage -> outage.kind().equals("UnknownTopicOrPartitionException"))
              .isPresent());
      Topic.create(broker, kafka.lifecycle(), 3, Map.of());
      Eventually.holds(() -> kafka.outcome(message).isEmpty());
      // The other one is looked for all the time too.
      Topic.create(broker, kafka.commits(), 3, Map.of());
      Eventually.holds(() -> kafka.health().state().outage().isEmpty());
    }
  }

  @Test
  void eachTenantCanHaveItsTopics() {
    String mark = UUID.randomUUID().toString();
    KafkaSettings made = Publishing.settings(broker, KafkaSettings.Mode.BINARY);
    KafkaSettings settings =
        new KafkaSettings(
            made.bootstrap(),
            made.mode(),
            new TopicNames(mark + ".{tenant}.commits", mark + ".{tenant}.rest"),
            true,
            1,
            1,
            made.client(),
            made.resilience());
    try (Publishing kafka = Publishing.with(settings)) {
      kafka.publish(Story.of(new TenantId("acme.eu")).told());
      kafka.publish(Story.of(new TenantId("acme_eu")).told());
      kafka.publish(Story.of(new TenantId("Zürich GmbH")).told());
      assertThat(Topic.read(broker, 1, mark + ".acme_2eeu.rest")).hasSize(1);
      assertThat(Topic.read(broker, 1, mark + ".acme_5feu.rest")).hasSize(1);
      ConsumerRecord<String, byte[]> umlaut =
          Topic.read(broker, 1, mark + ".Z_c3_bcrich_20GmbH.rest").getFirst();
      assertThat(headers(umlaut))
          .containsEntry("ce_tenant", "Zürich GmbH")
          .containsEntry("ce_source", "/galley/Z%C3%BCrich%20GmbH");
    }
  }

  @Test
  void nothingIsPublishedAfterTheEnd() {
    Publishing kafka = Publishing.on(broker);
    kafka.close();
    assertThat(kafka.outcome(Story.inFreshTenant().last()).orElseThrow())
        .isInstanceOf(KafkaUnavailable.class);
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }
}
