package dev.galley.consumer;

/** What a consumer does with an event. */
@FunctionalInterface
public interface EventHandler {

  /**
   * Applies an event.
   *
   * @throws Exception passed on; nothing is recorded, and the event may be handled again
   */
  void handle(GalleyEvent event) throws Exception;
}
