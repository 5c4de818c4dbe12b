package dev.galley.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventPublisher;
import dev.galley.localbroker.Broker;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A publisher on topics of its own. */
record Publishing(KafkaSettings settings, KafkaHealth health, KafkaEventPublisher publisher)
    implements AutoCloseable {

  /** What a broker can hold up that has just started on a busy machine. */
  private static final ClientProperties PATIENT =
      ClientProperties.of(
          Map.of(
              "max.block.ms", "30000",
              "request.timeout.ms", "20000",
              "default.api.timeout.ms", "30000",
              "delivery.timeout.ms", "60000"));

  /** Settings under which whatever can be published is. */
  static KafkaSettings settings(Broker broker, KafkaSettings.Mode mode) {
    return settings(broker, mode, PATIENT);
  }

  private static KafkaSettings settings(
      Broker broker, KafkaSettings.Mode mode, ClientProperties client) {
    String mark = UUID.randomUUID().toString();
    return new KafkaSettings(
        broker.bootstrapServers(),
        mode,
        new TopicNames("commits-" + mark, "lifecycle-" + mark),
        true,
        3,
        -1,
        client,
        ResilienceSettings.DEFAULT);
  }

  static Publishing on(Broker broker) {
    return with(settings(broker, KafkaSettings.Mode.BINARY));
  }

  /** With the limits of production, for what is about them. */
  static Publishing asInProduction(Broker broker) {
    return with(settings(broker, KafkaSettings.Mode.BINARY, ClientProperties.NONE));
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
      publisher.publish(message).toCompletableFuture().orTimeout(3, TimeUnit.MINUTES).join();
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
