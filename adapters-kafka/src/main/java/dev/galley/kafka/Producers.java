package dev.galley.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer in use. One that has failed for good (a refused log-in, a lost sequence, closed) is
 * replaced, not more often than once in a second: such a producer fails for ever, also when the
 * reason has gone.
 */
final class Producers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Producers.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_SENDS = Duration.ofSeconds(5);

  private final Supplier<Producer<String, byte[]>> factory;
  private @Nullable Turn current;
  private @Nullable RuntimeException ended;
  private long lastMade = System.nanoTime() - PAUSE.toNanos();
  private long turns;
  private boolean closed;

  /**
   * A producer for as long as it is in use.
   *
   * @param number tells it from those before and after
   */
  record Turn(long number, Producer<String, byte[]> producer) {}

  Producers(Supplier<Producer<String, byte[]>> factory) {
    this.factory = factory;
  }

  /**
   * The producer to use now.
   *
   * @throws RuntimeException when there is none at the moment
   */
  synchronized Turn current() {
    if (closed) {
      throw new KafkaUnavailable("the publisher is closed");
    }
    if (current != null) {
      return current;
    }
    if (ended != null && System.nanoTime() - lastMade < PAUSE.toNanos()) {
      throw ended;
    }
    lastMade = System.nanoTime();
    try {
      current = new Turn(++turns, factory.get());
      return current;
    } catch (RuntimeException e) {
      ended = e;
      throw e;
    }
  }

  /** Takes note that something has failed with that producer. */
  synchronized void failed(Turn turn, Throwable reason) {
    if (current == null || current.number() != turn.number() || !isFinal(reason)) {
      return;
    }
    LOG.info("The producer is replaced after {}", reason.getClass().getSimpleName());
    current = null;
    ended =
        reason instanceof RuntimeException thrown
            ? thrown
            : new KafkaUnavailable(reason.getClass().getSimpleName());
    Thread.ofVirtual()
        .name("galley-kafka-close")
        .start(() -> close(turn.producer(), Duration.ZERO));
  }

  /** The rights on a topic, and its name, are nothing that another producer would change. */
  private static boolean isFinal(Throwable reason) {
    return !(reason instanceof RetriableException)
        && !(reason instanceof TopicAuthorizationException)
        && !(reason instanceof InvalidTopicException);
  }

  private static void close(Producer<String, byte[]> producer, Duration limit) {
    try {
      producer.close(limit);
    } catch (RuntimeException e) {
      LOG.debug("A producer did not close well", e);
    }
  }

  @Override
  public void close() {
    Turn last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      close(last.producer(), LAST_SENDS);
    }
  }
}
