package dev.galley.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
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
import dev.galley.delta.Frames;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The store in MongoDB: active with {@code galley.store.kind=mongo} and a bean of {@link
 * MongoSettings}. It is there only when the server answers and the indexes are as they should be.
 */
@Factory
@Requires(property = "galley.store.kind", value = "mongo")
public final class MongoStoreFactory {
  /** So that the server's own time limit is heard of. */
  private static final int ANSWER_MILLIS = 5_000;

  private static final int REACHED_WITHIN_MILLIS = 10_000;

  @Singleton
  @Bean(preDestroy = "close")
  MongoClient client(MongoSettings settings, Optional<CommandListener> listener) {
    int millis = (int) settings.timeout().toMillis();
    int reached = Math.min(millis, REACHED_WITHIN_MILLIS);
    MongoClientSettings.Builder client =
        MongoClientSettings.builder()
            .applyConnectionString(settings.uri())
            .applicationName("galley")
            .retryWrites(true)
            .retryReads(true)
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.MAJORITY)
            .writeConcern(
                WriteConcern.MAJORITY.withJournal(true).withWTimeout(millis, TimeUnit.MILLISECONDS))
            .applyToSocketSettings(socket ->
                socket
                    .connectTimeout(reached, TimeUnit.MILLISECONDS)
                    .readTimeout(millis + ANSWER_MILLIS, TimeUnit.MILLISECONDS))
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(reached, TimeUnit.MILLISECONDS))
            .applyToConnectionPoolSettings(pool ->
                pool.maxSize(settings.poolSize()).maxWaitTime(millis, TimeUnit.MILLISECONDS));
    listener.ifPresent(client::addCommandListener);
    return MongoClients.create(client.build());
  }

  @Singleton
  MongoDatabase database(MongoClient client, MongoSettings settings) {
    return client.getDatabase(settings.database());
  }

  @Singleton
  Mongo mongo(MongoDatabase database, Optional<Exchange> exchange) {
    Mongo mongo = new Mongo(database, exchange.orElse(Exchange.PLAIN));
    Indexes.ensure(mongo);
    return mongo;
  }

  @Singleton
  Contents contents(Mongo mongo, MongoSettings settings) {
    return new Contents(mongo, new Frames(), settings.snapshotGrace());
  }

  @Singleton
  Aggregates aggregates(Mongo mongo, Contents contents, MongoSettings settings) {
    return new MongoAggregates(mongo, contents, settings.snapshotGrace());
  }

  @Singleton
  Assistants assistants(Mongo mongo) {
    return new MongoAssistants(mongo);
  }

  @Singleton
  Journals journals(Mongo mongo) {
    return new MongoJournals(mongo);
  }

  @Singleton
  Revisions revisions(Mongo mongo) {
    return new MongoRevisions(mongo);
  }

  @Singleton
  Snapshots snapshots(Mongo mongo, Contents contents) {
    return new MongoSnapshots(mongo, contents);
  }

  @Singleton
  EventLog eventLog(Mongo mongo) {
    return new MongoEventLog(mongo);
  }

  @Singleton
  Outbox outbox(Mongo mongo) {
    return new MongoOutbox(mongo);
  }

  @Singleton
  EventFeed eventFeed(Mongo mongo) {
    return new MongoEventFeed(mongo);
  }

  @Singleton
  Leases leases(Mongo mongo) {
    return new MongoLeases(mongo);
  }

  @Singleton
  Receipts receipts(Mongo mongo) {
    return new MongoReceipts(mongo);
  }

  @Singleton
  Models models(Mongo mongo) {
    return new MongoModels(mongo);
  }

  @Singleton
  Housekeeping housekeeping(Mongo mongo) {
    return new MongoHousekeeping(mongo);
  }

  @Singleton
  Archive archive(Mongo mongo, Contents contents) {
    return new MongoArchive(mongo, contents);
  }
}
