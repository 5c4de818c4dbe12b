package dev.galley.kafka;

import dev.galley.application.event.EventMessage;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.EventRefused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events as CloudEvents on Kafka. An event is published when all replicas in sync have
 * it.
 *
 * <p>Refused ({@link EventRefused}) is what lies in the record itself: too large for the topic or
 * the producer, not serialisable, invalid. Everything else is an outage and passes as it is:
 * refused log-ins and rights, missing topics, timeouts, too few replicas, a full buffer.
 *
 * <p>Nothing blocks the caller. At most {@link #UNDER_WAY} events are under way at once; one more
 * is an outage.
 */
public final class KafkaEventPublisher implements EventPublisher, AutoCloseable {
  /** How many events can be under way. */
  public static final int UNDER_WAY = 1_000;

  private final EventRecords records;
  private final Producers producers;
  private final Topics topics;
  private final KafkaHealth health;
  private final Semaphore room = new Semaphore(UNDER_WAY);

  KafkaEventPublisher(
      KafkaSettings settings,
      KafkaHealth health,
      Supplier<Producer<String, byte[]>> producers,
      Supplier<Admin> admins) {
    this.records = new EventRecords(settings.topics(), settings.mode());
    this.producers = new Producers(producers);
    this.topics = new Topics(settings, admins, health);
    this.health = health;
  }

  /**
   * Begins to look for the brokers and the topics; returns at once, whether they are there or not.
   */
  public static KafkaEventPublisher start(KafkaSettings settings, KafkaHealth health) {
    KafkaEventPublisher publisher =
        new KafkaEventPublisher(
            settings,
            health,
            () -> new KafkaProducer<>(ClientSettings.producer(settings)),
            () -> Admin.create(ClientSettings.admin(settings)));
    publisher.topics.start();
    return publisher;
  }

  @Override
  public CompletionStage<Void> publish(EventMessage message) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    if (!room.tryAcquire()) {
      end.completeExceptionally(
          new KafkaUnavailable("under way: " + UNDER_WAY + " events (expected: fewer)"));
      return end;
    }
    // The producer may wait for the topic's whereabouts.
    Thread.ofVirtual().name("galley-kafka-send").start(() -> send(message, end));
    return end;
  }

  private void send(EventMessage message, CompletableFuture<Void> end) {
    ProducerRecord<String, byte[]> record;
    try {
      record = records.of(message);
      topics.require(record.topic());
    } catch (EventRefused e) {
      fail(end, e);
      return;
    } catch (Throwable e) {
      health.failed(e);
      fail(end, e);
      return;
    }
    Producers.Turn turn = null;
    try {
      turn = producers.current();
      Producers.Turn used = turn;
      // Not on the producer's own thread, on which nothing may wait.
      Future<RecordMetadata> _ =
          used.producer()
              .send(
                  record,
                  (metadata, failure) ->
                      Thread.ofVirtual()
                          .name("galley-kafka-sent")
                          .start(() -> settle(record, used, failure, end)));
    } catch (Throwable e) {
      settle(record, turn, e, end);
    }
  }

  private void settle(
      ProducerRecord<String, byte[]> record,
      Producers.@Nullable Turn turn,
      @Nullable Throwable failure,
      CompletableFuture<Void> end) {
    if (failure == null) {
      health.published();
      room.release();
      end.complete(null);
      return;
    }
    Throwable reason = unwrap(failure);
    if (isInTheRecord(reason)) {
      fail(
          end,
          new EventRefused(
              reason.getClass().getSimpleName()
                  + ": a record of "
                  + record.value().length
                  + " bytes for topic "
                  + record.topic(),
              null));
      return;
    }
    health.failed(reason);
    if (turn != null) {
      producers.failed(turn, reason);
    }
    if (mayLackTopic(reason)) {
      topics.doubt(record.topic());
    }
    fail(end, reason);
  }

  private void fail(CompletableFuture<Void> end, Throwable reason) {
    room.release();
    end.completeExceptionally(reason);
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable reason = failure;
    while ((reason instanceof CompletionException || reason instanceof ExecutionException)
        && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }

  // A corrupt record is none of these: it was damaged on its way, another time it may arrive. Nor
  // is one whose time the broker refuses: one of two clocks is wrong, which passes.
  private static boolean isInTheRecord(Throwable reason) {
    return reason instanceof RecordTooLargeException
        || reason instanceof RecordBatchTooLargeException
        || reason instanceof SerializationException
        || reason instanceof InvalidRecordException;
  }

  private static boolean mayLackTopic(Throwable reason) {
    return reason instanceof UnknownTopicOrPartitionException
        || reason instanceof UnknownTopicIdException
        || reason instanceof TimeoutException;
  }

  /** Gives the last sends 5 seconds. */
  @Override
  public void close() {
    topics.close();
    producers.close();
  }
}
