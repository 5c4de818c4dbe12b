package dev.galley.bootstrap.event;

import dev.galley.application.agent.CopySignals;
import dev.galley.application.event.EventSignal;
import dev.galley.application.store.Aggregates;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Puts {@link WatchedAggregates} around whichever store there is. */
@Singleton
final class StoreWatch implements BeanCreatedEventListener<Aggregates> {
  private final Provider<StoreRoom> room;
  private final Provider<EventSignal> signal;
  private final Provider<CopySignals> copies;

  StoreWatch(Provider<StoreRoom> room, Provider<EventSignal> signal, Provider<CopySignals> copies) {
    this.room = room;
    this.signal = signal;
    this.copies = copies;
  }

  @Override
  public Aggregates onCreated(BeanCreatedEvent<Aggregates> event) {
    return new WatchedAggregates(event.getBean(), room.get(), signal.get(), copies.get());
  }
}
