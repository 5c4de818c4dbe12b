package dev.galley.jdbc;

import dev.galley.application.assistant.Assistants;
import dev.galley.application.assistant.Revisions;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.model.Models;
import dev.galley.application.store.Archive;
import dev.galley.application.store.EventLog;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.Receipts;
import dev.galley.application.store.Snapshots;
import dev.galley.contract.StoreUnderTest;
import io.micronaut.context.ApplicationContext;
import java.util.Map;

/** The store as it is wired in production, on a database of its own. */
record PostgresStoreUnderTest(ApplicationContext context) implements StoreUnderTest {

  static PostgresStoreUnderTest on(PostgresServer server) {
    return on(server.freshDatabase(), false);
  }

  static PostgresStoreUnderTest on(PostgresSettings settings, boolean withFaults) {
    return new PostgresStoreUnderTest(
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "galley.store.kind",
                    "postgres",
                    "galley.test.faults",
                    Boolean.toString(withFaults)))
            .singletons(settings)
            .start());
  }

  @Override
  public Assistants assistants() {
    return context.getBean(Assistants.class);
  }

  @Override
  public Revisions revisions() {
    return context.getBean(Revisions.class);
  }

  @Override
  public Snapshots snapshots() {
    return context.getBean(Snapshots.class);
  }

  @Override
  public EventLog eventLog() {
    return context.getBean(EventLog.class);
  }

  @Override
  public Outbox outbox() {
    return context.getBean(Outbox.class);
  }

  @Override
  public EventFeed eventFeed() {
    return context.getBean(EventFeed.class);
  }

  @Override
  public Leases leases() {
    return context.getBean(Leases.class);
  }

  @Override
  public Receipts receipts() {
    return context.getBean(Receipts.class);
  }

  @Override
  public Models models() {
    return context.getBean(Models.class);
  }

  @Override
  public Housekeeping housekeeping() {
    return context.getBean(Housekeeping.class);
  }

  @Override
  public Archive archive() {
    return context.getBean(Archive.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
