package dev.galley.contract;

import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.Models;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.Archive;
import dev.galley.application.store.EventLog;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.Journals;
import dev.galley.application.store.Receipts;
import dev.galley.application.store.Snapshots;
import java.time.InstantSource;

/** The ports in memory: a store like others, and the one that is always there to copy from. */
public record InMemoryStoreUnderTest(InMemoryStore store) implements StoreUnderTest {

  /** An empty one. */
  public static InMemoryStoreUnderTest create() {
    return new InMemoryStoreUnderTest(new InMemoryStore(InstantSource.system()));
  }

  @Override
  public Aggregates aggregates() {
    return store.aggregates();
  }

  @Override
  public Journals journals() {
    return store.journals();
  }

  @Override
  public Assistants assistants() {
    return store.assistants();
  }

  @Override
  public Revisions revisions() {
    return store.revisions();
  }

  @Override
  public Snapshots snapshots() {
    return store.snapshots();
  }

  @Override
  public EventLog eventLog() {
    return store.eventLog();
  }

  @Override
  public Outbox outbox() {
    return store.outbox();
  }

  @Override
  public EventFeed eventFeed() {
    return store.eventFeed();
  }

  @Override
  public Leases leases() {
    return store.leases();
  }

  @Override
  public Receipts receipts() {
    return store.receipts();
  }

  @Override
  public Models models() {
    return store.models();
  }

  @Override
  public Housekeeping housekeeping() {
    return store.housekeeping();
  }

  @Override
  public Archive archive() {
    return store.archive();
  }
}
