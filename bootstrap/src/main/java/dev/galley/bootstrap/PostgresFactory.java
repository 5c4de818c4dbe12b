package dev.galley.bootstrap;

import dev.galley.jdbc.PostgresSettings;
import dev.galley.jdbc.embedded.EmbeddedPostgres;
import dev.galley.jdbc.embedded.EmbeddedPostgresSettings;
import dev.galley.rest.InvalidSetting;
import dev.galley.rest.health.ReadinessCheck;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which PostgreSQL there is: one that Galley runs itself, or one that the configuration names. */
@Factory
@Requires(property = "galley.store.kind", value = "postgres")
final class PostgresFactory {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresFactory.class);
  private static final String GRACE = "${galley.store.snapshot-grace:1h}";
  private static final int VALID_WITHIN_SECONDS = 2;

  @Singleton
  @Bean(preDestroy = "close")
  @Requires(missingProperty = PostgresUrl.SETTING)
  EmbeddedPostgres embedded(@Value("${galley.data-dir:./galley-data}") String dataDirectory) {
    return EmbeddedPostgres.start(EmbeddedPostgresSettings.in(Path.of(dataDirectory)));
  }

  @Singleton
  @Requires(missingProperty = PostgresUrl.SETTING)
  PostgresSettings ofEmbedded(
      EmbeddedPostgres server, PoolSettings pool, @Value(GRACE) Duration snapshotGrace) {
    LOG.info("Store: PostgreSQL of Galley's own, port {}", server.port());
    return pool.settings(server.jdbcUrl(), server.user(), server.password(), snapshotGrace);
  }

  @Singleton
  @Requires(property = PostgresUrl.SETTING)
  PostgresSettings ofUrl(
      @Value("${galley.postgres.url}") String url,
      PoolSettings pool,
      @Value(GRACE) Duration snapshotGrace) {
    PostgresUrl given = PostgresUrl.parse(url);
    LOG.info("Store: PostgreSQL at {}", given.url());
    return pool.settings(given.url(), given.user(), given.password(), snapshotGrace);
  }

  // Eager: a server whose store cannot be had, or does not keep what it commits, must not come up.
  // Last: a setting that can't be meant is refused before PostgreSQL is started.
  @Context
  @Order(Ordered.LOWEST_PRECEDENCE)
  ReadinessCheck storeAnswers(DataSource managed) {
    // The managed one gives connections only within a transaction.
    DataSource source = DelegatingDataSource.unwrapDataSource(managed);
    return new ReadinessCheck() {
      @Override
      public String name() {
        return "store";
      }

      @Override
      public boolean ready() {
        try (Connection connection = source.getConnection()) {
          return connection.isValid(VALID_WITHIN_SECONDS);
        } catch (SQLException e) {
          LOG.warn("The store does not answer: {}", e.getMessage());
          return false;
        }
      }
    };
  }

  /** How Galley talks to PostgreSQL. */
  @ConfigurationProperties("galley.postgres")
  record PoolSettings(
      @Bindable(defaultValue = "16") int poolSize,
      @Bindable(defaultValue = "3s") Duration connectionTimeout,
      @Bindable(defaultValue = "30s") Duration statementTimeout) {

    PoolSettings {
      if (poolSize < 1 || poolSize > 500) {
        throw new InvalidSetting("galley.postgres.pool-size", poolSize, "1 to 500");
      }
    }

    PostgresSettings settings(String url, String user, String password, Duration snapshotGrace) {
      return new PostgresSettings(
          url, user, password, poolSize, connectionTimeout, statementTimeout, snapshotGrace);
    }
  }
}
