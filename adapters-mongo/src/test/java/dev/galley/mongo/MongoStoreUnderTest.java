package dev.galley.mongo;

import dev.galley.contract.WiredStoreUnderTest;
import dev.galley.localmongo.LocalMongo;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;

/** The store as it is wired in production, in a database of its own. */
record MongoStoreUnderTest(ApplicationContext context) implements WiredStoreUnderTest {
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
  public <T> T port(Class<T> type) {
    return context.getBean(type);
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
