package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.consumer.AssistantDeleted;
import dev.galley.consumer.AssistantDraftCommitted;
import dev.galley.consumer.AssistantEvent;
import dev.galley.consumer.GalleyEvent;
import dev.galley.consumer.GalleyEventDeserializer;
import dev.galley.consumer.GalleyMessage;
import dev.galley.localbroker.Broker;
import dev.galley.localbroker.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a request over HTTP to a record that a consumer reads, on a real broker. */
@ExtendWith(KafkaBroker.class)
final class KafkaHttpTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Broker broker;
  private final String prefix = "t" + UUID.randomUUID() + '.';

  KafkaHttpTest(Broker broker) {
    this.broker = broker;
  }

  private Galley galley() {
    return Galley.inMemory(
        Map.of(
            "galley.kafka.bootstrap",
            broker.bootstrapServers(),
            "galley.kafka.topics.draft-committed",
            prefix + "committed",
            "galley.kafka.topics.lifecycle",
            prefix + "lifecycle",
            "galley.kafka.partitions",
            3));
  }

  private static void edit(Person author, String path, String instructions) {
    String draft = author.post(path + "/_edit").expect(201).text("/id");
    author.put("/api/assistants/" + draft, Body.of("instructions", instructions)).expect(200);
  }

  private static void commit(Person author, String path, String instructions) {
    edit(author, path, instructions);
    author.post(path + "/draft/_commit", Body.of("comment", "As told.")).expect(200);
  }

  /** The events of topics once there are so many. */
  private List<GalleyEvent> events(int count, String... topics) {
    List<GalleyEvent> events = new ArrayList<>();
    try (KafkaConsumer<String, GalleyMessage> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                "g" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                500),
            new StringDeserializer(),
            new GalleyEventDeserializer())) {
      consumer.subscribe(List.of(topics));
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (events.size() < count && System.nanoTime() < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> {
              assertThat(record.value()).isInstanceOf(GalleyEvent.class);
              GalleyEvent event = (GalleyEvent) record.value();
              assertThat(record.key()).isEqualTo(event.key());
              events.add(event);
            });
      }
    }
    assertThat(events).hasSize(count);
    return events;
  }

  private static List<Long> sequences(List<GalleyEvent> events, String id) {
    return events.stream()
        .filter(event -> event.envelope().subject().toString().equals(id))
        .map(GalleyEvent::sequence)
        .toList();
  }

  @Test
  void aCommitReachesAConsumerWithItsContentAndItsTrace() {
    try (Galley galley = galley()) {
      Tenant tenant = galley.newTenant();
      Person alice = tenant.user("alice");
      String path = alice.has("Told");
      String id = path.substring(path.lastIndexOf('/') + 1);
      commit(alice, path, "First.");
      edit(alice, path, "Second.");
      String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      alice.post(path + "/draft/_commit").header("traceparent", trace).expect(200);
      alice.delete(path).expect(204);

      List<GalleyEvent> committed = events(2, prefix + "committed");
      assertThat(sequences(committed, id)).containsExactly(2L, 3L);
      AssistantDraftCommitted second = (AssistantDraftCommitted) committed.getLast();
      assertThat(second.envelope().tenant()).isEqualTo(tenant.name());
      assertThat(second.envelope().actor()).isEqualTo("alice");
      assertThat(second.envelope().previous()).hasValue(2);
      assertThat(second.envelope().traceparent()).contains(trace);
      assertThat(second.payload().revision()).isEqualTo(3);
      assertThat(second.payload().content().orElseThrow().get("instructions").asText())
          .isEqualTo("Second.");
      assertThat(((AssistantEvent) committed.getFirst()).payload().comment()).contains("As told.");

      List<GalleyEvent> lifecycle = events(2, prefix + "lifecycle");
      assertThat(sequences(lifecycle, id)).containsExactly(1L, 4L);
      assertThat(lifecycle.getLast()).isInstanceOf(AssistantDeleted.class);
    }
  }

  @Test
  void onePoisonousEventParksItsAggregateAndReplayPutsItRight() throws Exception {
    String topic = prefix + "committed";
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Set.of(
                  new NewTopic(topic, Optional.of(3), Optional.of((short) 1))
                      .configs(Map.of("max.message.bytes", "4000"))))
          .all()
          .get();
      try (Galley galley = galley()) {
        Tenant tenant = galley.newTenant();
        Person alice = tenant.user("alice");
        Person operator = tenant.user("op").operator();
        String ill = alice.has("Ill");
        String well = alice.has("Well");
        commit(alice, ill, "Small.");
        commit(alice, ill, noise());
        commit(alice, ill, "Small again.");
        commit(alice, well, "Small.");
        commit(alice, well, "And small.");

        List<GalleyEvent> before = events(3, topic);
        String illId = ill.substring(ill.lastIndexOf('/') + 1);
        String wellId = well.substring(well.lastIndexOf('/') + 1);
        assertThat(sequences(before, illId)).containsExactly(2L);
        assertThat(sequences(before, wellId)).containsExactly(2L, 3L);
        Answer outbox =
            until(
                () -> operator.get("/api/admin/outbox").expect(200),
                answer ->
                    answer.number("/parkedAggregates") == 1 && answer.number("/pending") == 2);
        outbox.shows("/parked/0/id", illId, "/parked/0/sequence", 3, "/pending", 2);
        assertThat(outbox.text("/parked/0/reason")).contains("RecordTooLarge");
        assertThat(outbox.at("/kafka")).isEqualTo(Body.json(true));

        admin
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry("max.message.bytes", "1000000"),
                            AlterConfigOp.OpType.SET))))
            .all()
            .get();
        Call replay =
            operator.post(
                "/api/admin/outbox/_replay",
                Body.of("tenant", tenant.name(), "kind", "assistant", "id", illId));
        replay.expect(200);
        // The topic learns a while later what it takes by now; until then it is parked again.
        until(
            () -> {
              Answer now = operator.get("/api/admin/outbox").expect(200);
              if (now.number("/parkedAggregates") == 1) {
                replay.send();
              }
              return now;
            },
            now -> now.number("/parkedAggregates") == 0 && now.number("/pending") == 0);
        assertThat(sequences(events(5, topic), illId)).containsExactly(2L, 3L, 4L);
        assertThat(galley.nobody().get("/prometheus").expect(200).body())
            .contains("galley_events_attempts_total{outcome=\"parked\"}")
            .contains("galley_events_pending ")
            .contains("galley_events_publish_latency_seconds_bucket");
      }
    }
  }

  /** Text that no compression makes small. */
  private static String noise() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append(UUID.randomUUID());
    }
    return text.toString();
  }

  private static Answer until(Supplier<Answer> ask, Predicate<Answer> holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = ask.get();
    while (!holds.test(answer) && System.nanoTime() < end) {
      Feed.pause();
      answer = ask.get();
    }
    assertThat(holds.test(answer)).as(answer.toString()).isTrue();
    return answer;
  }
}
