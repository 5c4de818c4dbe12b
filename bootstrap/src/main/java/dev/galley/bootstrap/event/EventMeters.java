package dev.galley.bootstrap.event;

import dev.galley.application.event.Backlog;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.Outbox;
import dev.galley.application.support.ApplicationException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How much there is to publish, asked for at most every few seconds, however often it is read. */
// Last, like all that needs the store: settings are refused before PostgreSQL is started.
@Context
@Order(Ordered.LOWEST_PRECEDENCE)
final class EventMeters {
  private static final long LOOK_AGAIN_NANOS = 5_000_000_000L;

  private final Outbox outbox;
  private final InstantSource clock;
  private Optional<Backlog> last = Optional.empty();
  private long lookedAt;

  EventMeters(
      MeterRegistry meters,
      Outbox outbox,
      InstantSource clock,
      EventWorkers workers,
      Optional<EventPublisher> publisher) {
    this.outbox = outbox;
    this.clock = clock;
    // Where nobody publishes, events wait for nobody.
    if (publisher.isPresent()) {
      gauge(meters, "pending", "Events to be published, at most a million", Backlog::pending);
      gauge(meters, "parked.aggregates", "Aggregates whose events wait", Backlog::parked);
      gauge(meters, "pending.oldest.seconds", "Age of the oldest event to publish", this::age);
    }
    leases(meters, "relay", workers, EventWorkers::slots);
    leases(meters, "feed", workers, EventWorkers::feeds);
  }

  private static void leases(
      MeterRegistry meters, String job, EventWorkers workers, ToDoubleFunction<EventWorkers> held) {
    Gauge.builder("galley.events.leases", workers, held)
        .description("Leases that this server holds")
        .tag("job", job)
        .register(meters);
  }

  private void gauge(
      MeterRegistry meters, String name, String text, ToDoubleFunction<Backlog> value) {
    Gauge.builder("galley.events." + name, () -> backlog().map(value::applyAsDouble).orElse(null))
        .description(text)
        .register(meters);
  }

  private double age(Backlog backlog) {
    return backlog.waiting(clock.instant()).toMillis() / 1000.0;
  }

  private synchronized Optional<Backlog> backlog() {
    long now = System.nanoTime();
    if (last.isEmpty() || now - lookedAt >= LOOK_AGAIN_NANOS) {
      try {
        last = Optional.of(outbox.backlog());
        lookedAt = now;
      } catch (ApplicationException e) {
        // The store is away: no figure is better than an old one.
        last = Optional.empty();
      }
    }
    return last;
  }
}
