package dev.galley.bootstrap.event;

import dev.galley.application.event.Parked;
import dev.galley.application.event.RelayObserver;
import dev.galley.domain.event.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the relay does, and says in the log when an outage begins and ends. */
@Singleton
final class RelayReport implements RelayObserver {
  private static final Logger LOG = LoggerFactory.getLogger(RelayReport.class);
  private static final String ATTEMPTS = "galley.events.attempts";

  private final InstantSource clock;
  private final Timer latency;
  private final Counter published;
  private final Counter failed;
  private final Counter refused;
  private final AtomicBoolean outage = new AtomicBoolean();

  RelayReport(MeterRegistry meters, InstantSource clock) {
    this.clock = clock;
    this.latency =
        Timer.builder("galley.events.publish.latency")
            .description("From the change to the acknowledgement of its event")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(10))
            .register(meters);
    this.published = attempts(meters, "published");
    this.failed = attempts(meters, "failed");
    this.refused = attempts(meters, "parked");
  }

  private static Counter attempts(MeterRegistry meters, String outcome) {
    return Counter.builder(ATTEMPTS)
        .description("Attempts to publish an event")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void published(Event event) {
    published.increment();
    Duration took = Duration.between(event.stamp().at(), clock.instant());
    latency.record(took.isNegative() ? Duration.ZERO : took);
    if (outage.compareAndSet(true, false)) {
      LOG.info("Events are published again");
    }
  }

  @Override
  public void failed(Event event, Throwable failure) {
    failed.increment();
    if (outage.compareAndSet(false, true)) {
      LOG.warn(
          "Events can't be published now, and wait: {}: {}",
          failure.getClass().getSimpleName(),
          failure.getMessage());
    }
  }

  @Override
  public void parked(Parked parked, Throwable failure) {
    refused.increment();
    LOG.error(
        "The events of {} are parked, because event {} can't be published: {}",
        parked.aggregate().key(),
        parked.sequence(),
        parked.reason());
  }
}
