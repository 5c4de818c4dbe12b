package dev.galley.contract;

import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.model.Models;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Archive;
import dev.galley.application.store.EventLog;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.Journals;
import dev.galley.application.store.Receipts;
import dev.galley.application.store.Snapshots;
import java.time.Duration;

/**
 * The ports of one store. The contracts work in tenants of their own, so that all of them can share
 * a store; nobody else may work in it meanwhile.
 */
public interface StoreUnderTest {

  /** Everything that has versions. */
  Aggregates aggregates();

  /** What is noted for good. */
  Journals journals();

  /** Assistants. */
  Assistants assistants();

  /** Their past. */
  Revisions revisions();

  /** Contents. */
  Snapshots snapshots();

  /** Events. */
  EventLog eventLog();

  /** What is to be published. */
  Outbox outbox();

  /** The events with positions. */
  EventFeed eventFeed();

  /** Leases. */
  Leases leases();

  /** Receipts. */
  Receipts receipts();

  /** Models. */
  Models models();

  /** Cleaning up. */
  Housekeeping housekeeping();

  /** Everything at once. */
  Archive archive();

  /** Lets go of a store that was opened for one test. */
  default void close() {}

  /** Sees to it that the store knows how much there is by now, as one that runs for long does. */
  default void settle() {}

  /**
   * The shortest grace with which this store may collect while it saves. A store that puts
   * snapshots before the save needs some; one whose save is a transaction needs none.
   */
  default Duration shortestGrace() {
    return Duration.ZERO;
  }

  /**
   * Makes contents older than {@link #shortestGrace}, as time would, unless a save that is under
   * way or begins now may still count on them. Does nothing in a store without a grace.
   */
  default void age() {}

  /** Waits until whatever was put is older than {@link #shortestGrace}. */
  default void awaitGrace() {
    try {
      Thread.sleep(shortestGrace().plusMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
