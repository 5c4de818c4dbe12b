package dev.galley.bootstrap;

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
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The store that is gone when the process ends: for tests and for looking around. */
@Factory
@Requires(property = "galley.store.kind", value = "memory")
final class MemoryStoreFactory {

  @Singleton
  InMemoryStore store(InstantSource clock) {
    return new InMemoryStore(clock);
  }

  @Singleton
  Aggregates aggregates(InMemoryStore store) {
    return store.aggregates();
  }

  @Singleton
  Journals journals(InMemoryStore store) {
    return store.journals();
  }

  @Singleton
  Assistants assistants(InMemoryStore store) {
    return store.assistants();
  }

  @Singleton
  Snapshots snapshots(InMemoryStore store) {
    return store.snapshots();
  }

  @Singleton
  Revisions revisions(InMemoryStore store) {
    return store.revisions();
  }

  @Singleton
  Models models(InMemoryStore store) {
    return store.models();
  }

  @Singleton
  EventLog eventLog(InMemoryStore store) {
    return store.eventLog();
  }

  @Singleton
  Outbox outbox(InMemoryStore store) {
    return store.outbox();
  }

  @Singleton
  EventFeed eventFeed(InMemoryStore store) {
    return store.eventFeed();
  }

  @Singleton
  Leases leases(InMemoryStore store) {
    return store.leases();
  }

  @Singleton
  Receipts receipts(InMemoryStore store) {
    return store.receipts();
  }

  @Singleton
  Housekeeping housekeeping(InMemoryStore store) {
    return store.housekeeping();
  }

  @Singleton
  Archive archive(InMemoryStore store) {
    return store.archive();
  }
}
