package dev.galley.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.EventRefused;
import dev.galley.localbroker.BrokerProcess;
import dev.galley.localbroker.KafkaBroker;
import dev.galley.localbroker.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBroker.class)
class OutageTest {
  private final BrokerProcess broker;

  OutageTest(BrokerProcess broker) {
    this.broker = broker;
  }

  @BeforeEach
  void runs() {
    if (!broker.running()) {
      broker.start();
    }
  }

  @Test
  void everythingArrivesInOrderAlthoughTheBrokerIsKilled() throws Exception {
    try (Publishing kafka = Publishing.asInProduction(broker);
        ResilientEventPublisher guarded =
            new ResilientEventPublisher(kafka.publisher(), kafka.settings().resilience())) {
      List<Story> stories =
          IntStream.range(0, 8).mapToObj(i -> Story.inFreshTenant().commits(60)).toList();
      AtomicInteger sent = new AtomicInteger();
      CompletableFuture<Void> relay = relay(guarded, stories, sent);
      Eventually.holds(() -> sent.get() > 40);
      broker.kill();
      Thread.sleep(1_000);
      broker.start();
      relay.get(5, TimeUnit.MINUTES);
      Map<String, List<Long>> first = firstOccurrences(kafka, 8 * 60);
      assertThat(first).hasSize(8);
      assertThat(first.values())
          .allSatisfy(sequences ->
              assertThat(sequences)
                  .containsExactlyElementsOf(
                      IntStream.rangeClosed(2, 61).mapToObj(n -> (long) n).toList()));
      Eventually.holds(() -> kafka.health().state().outage().isEmpty());
    }
  }

  @Test
  void goesOnWithABrokerThatHasLostEverything() throws Exception {
    try (Publishing kafka = Publishing.asInProduction(broker);
        ResilientEventPublisher guarded =
            new ResilientEventPublisher(kafka.publisher(), kafka.settings().resilience())) {
      Story story = Story.inFreshTenant().commits(5);
      relay(guarded, List.of(story), new AtomicInteger()).get(5, TimeUnit.MINUTES);
      broker.kill();
      broker.forgetEverything();
      broker.start();
      Story later = Story.inFreshTenant().commits(3);
      relay(guarded, List.of(later), new AtomicInteger()).get(5, TimeUnit.MINUTES);
      assertThat(firstOccurrences(kafka, 3).values()).containsExactly(List.of(2L, 3L, 4L));
      assertThat(Topic.partitions(broker, kafka.commits())).contains(3);
    }
  }

  @Test
  void theBreakerFollowsTheBroker() throws Exception {
    ResilienceSettings quick =
        new ResilienceSettings(
            1, Duration.ofMillis(50), Duration.ofSeconds(2), 4, 50, Duration.ofSeconds(1), 1);
    try (Publishing kafka = Publishing.asInProduction(broker);
        ResilientEventPublisher guarded = new ResilientEventPublisher(kafka.publisher(), quick)) {
      EventMessage message = Story.inFreshTenant().commits(1).last();
      // The first send makes the topic and the connections, which may take longer than that.
      Eventually.holds(() -> kafka.outcome(message).isEmpty());
      Eventually.holds(() -> Publishing.outcomeWithin(guarded, message).isEmpty());
      broker.pause();
      long begin = System.nanoTime();
      while (guarded.breaker() != KafkaHealth.Breaker.OPEN) {
        CompletableFuture<Void> sent = guarded.publish(message).toCompletableFuture();
        // Nobody has to wait for a broker that hangs.
        assertThat(sent.handle((done, failure) -> failure != null).get(30, TimeUnit.SECONDS))
            .isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(2));
      }
      broker.resume();
      Eventually.holds(() -> Publishing.outcomeWithin(guarded, message).isEmpty());
      assertThat(guarded.breaker()).isEqualTo(KafkaHealth.Breaker.CLOSED);
    }
  }

  @Test
  void aRefusedLoginIsAnOutageThatEndsWithItsReason() throws Exception {
    Login login = Login.of("galley", "wrong");
    broker.stop();
    broker.with(login).start();
    KafkaSettings made = Publishing.settings(broker, KafkaSettings.Mode.BINARY);
    KafkaSettings settings =
        new KafkaSettings(
            login.bootstrapServers(),
            made.mode(),
            made.topics(),
            true,
            3,
            -1,
            ClientProperties.of(
                Map.of(
                    "security.protocol", "SASL_PLAINTEXT",
                    "sasl.mechanism", "PLAIN",
                    "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"galley\" password=\"right\";")),
            made.resilience());
    Topic.create(broker, settings.topics().draftCommitted(), 3, Map.of());
    Topic.create(broker, settings.topics().lifecycle(), 3, Map.of());
    try (Publishing kafka = Publishing.with(settings)) {
      EventMessage message = Story.inFreshTenant().commits(1).last();
      Eventually.holds(() -> {
        assertThat(kafka.outcome(message).orElseThrow())
            .hasMessageNotContaining("right")
            .isNotInstanceOf(EventRefused.class);
        return kafka
            .health()
            .state()
            .outage()
            .filter(outage -> outage.kind().equals("SaslAuthenticationException"))
            .isPresent();
      });

      broker.stop();
      broker.with(login.with("right")).start();
      Eventually.holds(() -> kafka.outcome(message).isEmpty());

      // The producer itself has to get over it too.
      broker.stop();
      broker.with(login.with("other")).start();
      Eventually.holds(() ->
          kafka
              .outcome(message)
              .filter(org.apache.kafka.common.errors.AuthenticationException.class::isInstance)
              .isPresent());
      broker.stop();
      broker.with(login.with("right")).start();
      Eventually.holds(() -> kafka.outcome(message).isEmpty());
      Eventually.holds(() -> kafka.health().state().outage().isEmpty());
    }
  }

  /** One event of an aggregate after the other, each until it is published. */
  private static CompletableFuture<Void> relay(
      EventPublisher publisher, List<Story> stories, AtomicInteger sent) {
    return CompletableFuture.allOf(
        stories.stream()
            .map(story ->
                CompletableFuture.runAsync(
                    () -> {
                      for (EventMessage message : story.told()) {
                        Optional<Throwable> outcome = Publishing.outcomeWithin(publisher, message);
                        while (outcome.isPresent()) {
                          assertThat(outcome.get()).isNotInstanceOf(EventRefused.class);
                          pause();
                          outcome = Publishing.outcomeWithin(publisher, message);
                        }
                        sent.incrementAndGet();
                      }
                    },
                    task -> Thread.ofVirtual().start(task)))
            .toArray(CompletableFuture[]::new));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The sequences of each aggregate's commits, in the order in which they first occur. */
  private Map<String, List<Long>> firstOccurrences(Publishing kafka, int distinct) {
    List<ConsumerRecord<String, byte[]>> records =
        Topic.read(
            broker,
            List.of(kafka.commits()),
            read -> sequences(read).values().stream().mapToInt(List::size).sum() >= distinct);
    return sequences(records);
  }

  private static Map<String, List<Long>> sequences(List<ConsumerRecord<String, byte[]>> records) {
    Map<String, List<Long>> first = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      long sequence =
          Long.parseLong(new String(record.headers().lastHeader("ce_sequence").value(), UTF_8));
      List<Long> seen = first.computeIfAbsent(record.key(), key -> new ArrayList<>());
      if (!seen.contains(sequence)) {
        seen.add(sequence);
      }
    }
    return first;
  }
}
