package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventPublisher;
import dev.galley.localbroker.Broker;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A publisher on topics of its own. */
record Publishing(KafkaSettings settings, KafkaHealth health, KafkaEventPublisher publisher)
    implements AutoCloseable {

  static KafkaSettings settings(Broker broker, KafkaSettings.Mode mode) {
    String mark = UUID.randomUUID().toString();
    return new KafkaSettings(
        broker.bootstrapServers(),
        mode,
        new TopicNames("commits-" + mark, "lifecycle-" + mark),
        true,
        3,
        -1,
        ClientProperties.NONE,
        ResilienceSettings.DEFAULT);
  }

  static Publishing on(Broker broker) {
    return with(settings(broker, KafkaSettings.Mode.BINARY));
  }

  static Publishing with(KafkaSettings settings) {
    KafkaHealth health = new KafkaHealth(InstantSource.system());
    return new Publishing(settings, health, KafkaEventPublisher.start(settings, health));
  }

  String commits() {
    return settings.topics().draftCommitted();
  }

  String lifecycle() {
    return settings.topics().lifecycle();
  }

  /** One after the other, as a relay does. */
  void publish(List<EventMessage> messages) {
    messages.forEach(message -> assertThat(outcome(publisher, message)).isEmpty());
  }

  Optional<Throwable> outcome(EventMessage message) {
    return outcome(publisher, message);
  }

  /** What the publishing of an event ends with; nothing when it succeeds. */
  static Optional<Throwable> outcome(EventPublisher publisher, EventMessage message) {
    Optional<Throwable> outcome = outcomeWithin(publisher, message);
    assertThat(outcome.filter(TimeoutException.class::isInstance)).isEmpty();
    return outcome;
  }

  /** The same for a publisher that may give up for its own time limit. */
  static Optional<Throwable> outcomeWithin(EventPublisher publisher, EventMessage message) {
    try {
      publisher.publish(message).toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    publisher.close();
  }
}
