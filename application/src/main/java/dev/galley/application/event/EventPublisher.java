package dev.galley.application.event;

import java.util.concurrent.CompletionStage;

/** Hands events to the world outside. */
@FunctionalInterface
public interface EventPublisher {

  /**
   * Sends one event. Whoever needs an order waits for the end of one before he sends the next.
   *
   * @return ends when the event is safe on the other side; ends with {@link EventRefused} when this
   *     event can never be sent as it is, and with anything else when the other side can't be
   *     reached now
   */
  CompletionStage<Void> publish(EventMessage message);
}
