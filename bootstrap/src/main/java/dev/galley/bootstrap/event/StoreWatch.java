package dev.galley.bootstrap.event;

import dev.galley.application.assistant.Assistants;
import dev.galley.application.event.EventSignal;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Puts {@link WatchedAssistants} around whichever store there is. */
@Singleton
final class StoreWatch implements BeanCreatedEventListener<Assistants> {
  private final Provider<StoreRoom> room;
  private final Provider<EventSignal> signal;

  StoreWatch(Provider<StoreRoom> room, Provider<EventSignal> signal) {
    this.room = room;
    this.signal = signal;
  }

  @Override
  public Assistants onCreated(BeanCreatedEvent<Assistants> event) {
    return new WatchedAssistants(event.getBean(), room.get(), signal.get());
  }
}
