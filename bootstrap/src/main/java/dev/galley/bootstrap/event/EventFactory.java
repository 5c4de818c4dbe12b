package dev.galley.bootstrap.event;

import dev.galley.application.event.EventMessages;
import dev.galley.application.event.EventPublisher;
import dev.galley.application.event.EventSignal;
import dev.galley.application.event.Outbox;
import dev.galley.application.event.Relay;
import dev.galley.application.store.Snapshots;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** What moves events, whichever store and publisher there are. */
@Factory
final class EventFactory {

  @Singleton
  EventSignal signal() {
    return new EventSignal();
  }

  @Singleton
  EventMessages messages(Snapshots snapshots) {
    return new EventMessages(snapshots);
  }

  @Singleton
  @Requires(beans = EventPublisher.class)
  Relay relay(
      Outbox outbox,
      EventMessages messages,
      EventPublisher publisher,
      RelayReport report,
      InstantSource clock,
      EventSettings settings) {
    return new Relay(
        outbox,
        messages,
        publisher,
        report,
        clock,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("galley-relay-", 0).factory()),
        System::nanoTime,
        settings.batch());
  }
}
