package dev.galley.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.galley.application.store.Aggregates;
import dev.galley.contract.WiredStoreUnderTest;
import dev.galley.localmongo.LocalMongo;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The store as it is wired in production, in a database of its own.
 *
 * <p>Nobody waits until contents are old: they are made older by hand. What saves count on has to
 * be spared, however slow they are: so nothing grows old while one is under way, and nothing that a
 * process may remember to be young.
 *
 * @param saves read while something is saved, written while contents grow old
 */
record MongoStoreUnderTest(ApplicationContext context, ReadWriteLock saves)
    implements WiredStoreUnderTest {
  /** How long contents are kept that nothing refers to, as far as saves know. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** For how long a process counts on a content that it has put. */
  private static final Duration REMEMBERED = GRACE.dividedBy(4).plusMillis(20);

  /** By how much contents are made older at once. */
  private static final Duration LEAP = Duration.ofMinutes(10);

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
            .start(),
        new ReentrantReadWriteLock(true));
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
  public <T> T port(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    drop();
  }

  @Override
  public Aggregates aggregates() {
    return new HeldAggregates(port(Aggregates.class), saves.readLock());
  }

  @Override
  public Duration shortestGrace() {
    return LEAP;
  }

  @Override
  public void awaitGrace() {
    try {
      Thread.sleep(REMEMBERED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    age(Duration.ZERO);
  }

  @Override
  public void age() {
    age(REMEMBERED);
  }

  private void age(Duration youngest) {
    saves.writeLock().lock();
    try {
      Mongo mongo = mongo();
      Instant now = mongo.serverTime();
      mongo.snapshots.updateMany(
          Filters.and(
              Filters.gt("putAt", Date.from(now.minus(LEAP))),
              Filters.lte("putAt", Date.from(now.minus(youngest)))),
          Updates.set("putAt", Date.from(now.minus(LEAP).minusSeconds(1))));
    } finally {
      saves.writeLock().unlock();
    }
  }
}
