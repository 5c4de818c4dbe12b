package dev.galley.mongo;

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
import dev.galley.localmongo.LocalMongo;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;

/** The store as it is wired in production, in a database of its own. */
record MongoStoreUnderTest(ApplicationContext context) implements StoreUnderTest {
  static final Duration GRACE = Duration.ofSeconds(2);

  static MongoStoreUnderTest fresh() {
    return on(freshDatabase(), Exchange.PLAIN);
  }

  /** Settings for a new, empty database. */
  static MongoSettings freshDatabase() {
    return MongoSettings.of(
        LocalMongo.started().freshDatabase(), 32, Duration.ofSeconds(10), GRACE);
  }

  static MongoStoreUnderTest on(MongoSettings settings, Exchange exchange) {
    return with(settings, exchange);
  }

  /** A store with other beans than those of production. */
  static MongoStoreUnderTest with(Object... beans) {
    return new MongoStoreUnderTest(
        ApplicationContext.builder()
            .properties(Map.of("galley.store.kind", "mongo"))
            .singletons(beans)
            .start());
  }

  Mongo mongo() {
    return context.getBean(Mongo.class);
  }

  /** Closes the store and leaves nothing of it. */
  void drop() {
    mongo().database().drop();
    context.close();
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
    drop();
  }

  @Override
  public Duration shortestGrace() {
    return GRACE;
  }
}
