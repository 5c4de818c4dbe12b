package dev.galley.application.event;

/** Time that only runs forward, for measuring how long something took; it tells no hour. */
@FunctionalInterface
public interface Ticker {

  /** Nanoseconds since some moment. */
  long nanos();
}
