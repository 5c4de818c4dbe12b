package dev.galley.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the publishing is going, for those who watch over it. Holds no secret. */
public final class KafkaHealth {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaHealth.class);

  private static final int MAX_NAMED = 10;

  private final InstantSource clock;
  private volatile Supplier<Breaker> breaker = () -> Breaker.CLOSED;
  private Optional<Outage> outage = Optional.empty();
  private Optional<Instant> lastPublished = Optional.empty();

  /** What has been logged of the outage. */
  private final Set<String> named = new HashSet<>();

  KafkaHealth(InstantSource clock) {
    this.clock = clock;
  }

  /** The states of the circuit breaker. */
  public enum Breaker {
    /** Everything is tried. */
    CLOSED,
    /** Nothing is tried for a while. */
    OPEN,
    /** A few are tried, to see. */
    HALF_OPEN
  }

  /**
   * What keeps events from being published.
   *
   * @param kind the simple name of the exception's class, {@code SaslAuthenticationException} for
   *     example
   * @param since when the first attempt failed since the last that succeeded
   */
  public record Outage(String kind, Instant since) {}

  /**
   * How things are.
   *
   * @param outage nothing while everything that was tried last has worked
   * @param lastPublished when the brokers last acknowledged an event, since the start
   */
  public record State(Breaker breaker, Optional<Outage> outage, Optional<Instant> lastPublished) {}

  /** How things are now. */
  public synchronized State state() {
    return new State(breaker.get(), outage, lastPublished);
  }

  void watch(Supplier<Breaker> source) {
    breaker = source;
  }

  /** The brokers have taken an event. */
  synchronized void published() {
    lastPublished = Optional.of(clock.instant());
    reached();
  }

  /** The brokers have done something that was asked of them. */
  synchronized void reached() {
    outage.ifPresent(
        ended -> LOG.info("Kafka is back after {} since {}", ended.kind(), ended.since()));
    outage = Optional.empty();
    named.clear();
  }

  /** Something was tried in vain. */
  synchronized void failed(Throwable failure) {
    // Kafka's clients wrap why they can't be made into the class of all their exceptions.
    Throwable wrapped = failure.getCause();
    Throwable reason =
        failure.getClass() == KafkaException.class && wrapped != null ? wrapped : failure;
    String kind = reason.getClass().getSimpleName();
    if (named.size() < MAX_NAMED && named.add(kind)) {
      LOG.warn("Kafka can't be written to: {}: {}", kind, reason.getMessage());
    }
    outage = Optional.of(new Outage(kind, outage.map(Outage::since).orElseGet(clock::instant)));
  }
}
