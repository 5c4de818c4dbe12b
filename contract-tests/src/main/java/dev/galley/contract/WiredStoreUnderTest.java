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

/** A store whose ports are looked up as they are wired in production. */
public interface WiredStoreUnderTest extends StoreUnderTest {

  /** The port of that type. */
  <T> T port(Class<T> type);

  @Override
  default Aggregates aggregates() {
    return port(Aggregates.class);
  }

  @Override
  default Journals journals() {
    return port(Journals.class);
  }

  @Override
  default Assistants assistants() {
    return port(Assistants.class);
  }

  @Override
  default Revisions revisions() {
    return port(Revisions.class);
  }

  @Override
  default Snapshots snapshots() {
    return port(Snapshots.class);
  }

  @Override
  default EventLog eventLog() {
    return port(EventLog.class);
  }

  @Override
  default Outbox outbox() {
    return port(Outbox.class);
  }

  @Override
  default EventFeed eventFeed() {
    return port(EventFeed.class);
  }

  @Override
  default Leases leases() {
    return port(Leases.class);
  }

  @Override
  default Receipts receipts() {
    return port(Receipts.class);
  }

  @Override
  default Models models() {
    return port(Models.class);
  }

  @Override
  default Housekeeping housekeeping() {
    return port(Housekeeping.class);
  }

  @Override
  default Archive archive() {
    return port(Archive.class);
  }
}
