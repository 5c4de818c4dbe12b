package dev.galley.bootstrap;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.galley.mongo.MongoSettings;
import dev.galley.rest.InvalidSetting;
import dev.galley.rest.health.ReadinessCheck;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MongoDB that the configuration names. */
@Factory
@Requires(property = "galley.store.kind", value = "mongo")
final class MongoFactory {
  private static final Logger LOG = LoggerFactory.getLogger(MongoFactory.class);

  /** A save takes a few exchanges between its contents and what refers to them. */
  private static final int EXCHANGES = 4;

  @Singleton
  MongoSettings settings(
      @Value("${galley.mongo.uri:}") String uri,
      @Value("${galley.mongo.pool-size:32}") int poolSize,
      @Value("${galley.mongo.timeout:10s}") Duration timeout,
      @Value("${galley.store.snapshot-grace:1h}") Duration snapshotGrace) {
    if (snapshotGrace.compareTo(timeout.multipliedBy(EXCHANGES)) < 0) {
      throw new InvalidSetting(
          "galley.store.snapshot-grace", snapshotGrace, EXCHANGES + " times galley.mongo.timeout");
    }
    try {
      MongoSettings settings = MongoSettings.of(uri, poolSize, timeout, snapshotGrace);
      LOG.info("Store: MongoDB at {}", settings);
      return settings;
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(
          Objects.requireNonNullElse(e.getMessage(), MongoSettings.SETTING), e);
    }
  }

  // Eager: a server whose store cannot be had must not come up.
  @Context
  ReadinessCheck storeAnswers(MongoDatabase database) {
    return new ReadinessCheck() {
      @Override
      public String name() {
        return "store";
      }

      @Override
      public boolean ready() {
        try {
          database.runCommand(new BsonDocument("ping", new BsonInt32(1)));
          return true;
        } catch (MongoException e) {
          LOG.warn("The store does not answer: {}", e.getClass().getSimpleName());
          return false;
        }
      }
    };
  }
}
