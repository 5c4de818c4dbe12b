package dev.galley.benchmarks;

import dev.galley.consumer.EventHandler;
import dev.galley.consumer.GalleyEvent;
import dev.galley.consumer.GalleyEventDeserializer;
import dev.galley.consumer.GalleyMessage;
import dev.galley.consumer.IdempotentHandler;
import dev.galley.consumer.InMemoryAppliedSequences;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads one topic from its beginning and looks at it twice: at the raw records, of which the first
 * occurrences have to be in order, and at what the consumer support lets through, which has to be
 * each event once. Offsets are committed now and then, so that it meets repeats after a restart.
 */
final class TopicReader implements AutoCloseable {
  private final String bootstrap;
  private final String topic;
  private final Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();

  private final AtomicLong records = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();
  private final AtomicLong applied = new AtomicLong();
  private final AtomicLong restarts = new AtomicLong();
  private volatile long lastArrival = System.nanoTime();
  private volatile Latencies latencies = new Latencies();

  private final List<String> bad = new ArrayList<>();

  /** By aggregate the sequences that have occurred on the topic. */
  private final Map<UUID, TreeSet<Long>> occurred = new HashMap<>();

  /** By aggregate the sequences whose effect was had, which may not fall or repeat. */
  private final Map<UUID, List<Long>> effects = new HashMap<>();

  private final IdempotentHandler handler;

  TopicReader(String bootstrap, String topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    EventHandler effect = this::effect;
    this.handler =
        new IdempotentHandler(
            new InMemoryAppliedSequences(1_000_000), effect, gap -> wrong("a gap: " + gap));
    this.thread = Thread.ofPlatform().name("reader-" + topic).daemon().start(this::run);
  }

  private void run() {
    while (!closed.get()) {
      try (KafkaConsumer<String, GalleyMessage> consumer = consumer()) {
        consumer.subscribe(List.of(topic));
        while (!closed.get()) {
          read(consumer);
        }
      } catch (KafkaException e) {
        restarts.incrementAndGet();
        System.out.println("the reader of " + topic + " begins again: " + e);
        pause();
      }
    }
  }

  private KafkaConsumer<String, GalleyMessage> consumer() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.GROUP_ID_CONFIG,
            "benchmark-" + topic,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            2_000,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            20);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new GalleyEventDeserializer());
  }

  private void read(KafkaConsumer<String, GalleyMessage> consumer) {
    ConsumerRecords<String, GalleyMessage> polled = consumer.poll(Duration.ofMillis(200));
    Instant now = Instant.now();
    for (ConsumerRecord<String, GalleyMessage> one : polled) {
      lastArrival = System.nanoTime();
      if (one.value() instanceof GalleyEvent event) {
        meet(event, now);
      } else {
        wrong("a record that can't be read at offset " + one.offset());
      }
    }
    if (!polled.isEmpty()) {
      try {
        consumer.commitSync(Duration.ofSeconds(5));
      } catch (KafkaException e) {
        // They come again; that is what the support is for.
        restarts.incrementAndGet();
      }
    }
  }

  private synchronized void meet(GalleyEvent event, Instant now) {
    records.incrementAndGet();
    UUID aggregate = event.envelope().subject();
    TreeSet<Long> seen = occurred.computeIfAbsent(aggregate, id -> new TreeSet<>());
    if (seen.contains(event.sequence())) {
      repeats.incrementAndGet();
    } else {
      if (!seen.isEmpty() && event.sequence() < seen.last()) {
        bad.add(aggregate + ": " + event.sequence() + " first occurs after " + seen.last());
      }
      long expected = seen.isEmpty() ? 0 : seen.last();
      if (event.envelope().previous().orElse(0) != expected) {
        bad.add(aggregate + ": " + event.sequence() + " does not stand behind " + expected);
      }
      seen.add(event.sequence());
      latencies.record(Duration.between(event.envelope().time(), now).toNanos());
    }
    try {
      handler.handle(topic, event);
    } catch (Exception e) {
      bad.add(aggregate + ": " + e);
    }
  }

  private void effect(GalleyEvent event) {
    List<Long> own = effects.computeIfAbsent(event.envelope().subject(), id -> new ArrayList<>());
    if (!own.isEmpty() && own.getLast() >= event.sequence()) {
      bad.add(event.key() + ": the effect of " + event.sequence() + " came after " + own.getLast());
    }
    own.add(event.sequence());
    applied.incrementAndGet();
  }

  private synchronized void wrong(String what) {
    bad.add(what);
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many records were read, repeats included. */
  long records() {
    return records.get();
  }

  /** How many records were read that had been read before. */
  long repeats() {
    return repeats.get();
  }

  /** How many events had their effect. */
  long applied() {
    return applied.get();
  }

  /** From the change to its arrival here, since this was asked last. */
  Latencies latencies() {
    Latencies until = latencies;
    latencies = new Latencies();
    return until;
  }

  /** Waits until so many events had their effect, or nothing has come for so long. */
  void await(long events, Duration quiet) throws InterruptedException {
    lastArrival = System.nanoTime();
    while (applied.get() < events && System.nanoTime() - lastArrival < quiet.toNanos()) {
      Thread.sleep(50);
    }
  }

  /** The sequences whose effect was had, by aggregate. */
  synchronized Map<UUID, List<Long>> effects() {
    Map<UUID, List<Long>> copy = new HashMap<>();
    effects.forEach((id, sequences) -> copy.put(id, List.copyOf(sequences)));
    return copy;
  }

  /** What was not as it has to be. */
  synchronized List<String> bad() {
    return List.copyOf(bad);
  }

  @Override
  public void close() {
    closed.set(true);
    try {
      thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
