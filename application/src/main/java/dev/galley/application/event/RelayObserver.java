package dev.galley.application.event;

import dev.galley.domain.event.Event;

/** Hears what a relay does; for figures and logs. */
public interface RelayObserver {

  /** The other side has acknowledged an event. */
  void published(Event event);

  /** The other side could not be reached with an event; it stays pending. */
  void failed(Event event, Throwable failure);

  /** An event can't be published; its aggregate waits. */
  void parked(Parked parked, Throwable failure);
}
