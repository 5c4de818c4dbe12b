package dev.galley.contract.memory;

import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.Models;
import dev.galley.application.store.EventLog;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.Receipts;
import dev.galley.application.store.Snapshots;
import dev.galley.contract.StoreUnderTest;
import dev.galley.contract.WholeStoreContract;
import java.time.InstantSource;

/**
 * Memory keeps every contract but that of atomicity under failure: there is nothing between it and
 * itself that could fail.
 */
final class InMemoryStoreTest implements WholeStoreContract {
  private static final InMemoryStore STORE = new InMemoryStore(InstantSource.system());

  @Override
  public StoreUnderTest store() {
    return new StoreUnderTest() {
      @Override
      public Assistants assistants() {
        return STORE.assistants();
      }

      @Override
      public Revisions revisions() {
        return STORE.revisions();
      }

      @Override
      public Snapshots snapshots() {
        return STORE.snapshots();
      }

      @Override
      public EventLog eventLog() {
        return STORE.eventLog();
      }

      @Override
      public Outbox outbox() {
        return STORE.outbox();
      }

      @Override
      public EventFeed eventFeed() {
        return STORE.eventFeed();
      }

      @Override
      public Leases leases() {
        return STORE.leases();
      }

      @Override
      public Receipts receipts() {
        return STORE.receipts();
      }

      @Override
      public Models models() {
        return STORE.models();
      }

      @Override
      public Housekeeping housekeeping() {
        return STORE.housekeeping();
      }
    };
  }
}
