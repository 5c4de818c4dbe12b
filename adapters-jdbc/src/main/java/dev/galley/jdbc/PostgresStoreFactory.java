package dev.galley.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import dev.galley.jdbc.embedded.DurabilityCheck;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.data.jdbc.operations.JdbcRepositoryOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * The store in PostgreSQL: active with {@code galley.store.kind=postgres} and a bean of {@link
 * PostgresSettings}. The data source is there only when the server has proved to keep what it
 * commits and the schema is up to date; {@code galley.postgres.migrate=false} refuses one that is
 * not instead of changing it.
 */
@Factory
@Requires(property = "galley.store.kind", value = "postgres")
public final class PostgresStoreFactory {
  private static final String MIGRATIONS = "classpath:galley/jdbc/migration";
  private static final String NAME = "default";

  private final List<HikariDataSource> pools = new ArrayList<>();

  @Singleton
  @Primary
  @Named(NAME)
  DataSource dataSource(
      PostgresSettings settings, @Value("${galley.postgres.migrate:true}") boolean migrate) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("galley-postgres");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    // A connection whose other end is gone must not keep its locks, nor a caller waiting, for ever.
    config.setConnectionInitSql(
        "SET statement_timeout = "
            + settings.statementTimeout().toMillis()
            + "; SET idle_in_transaction_session_timeout = "
            + settings.statementTimeout().toMillis());
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", settings.statementTimeout().toSeconds() + 5);
    config.addDataSourceProperty("ApplicationName", "galley");
    HikariDataSource source = new HikariDataSource(config);
    try {
      try (Connection connection = source.getConnection()) {
        DurabilityCheck.verify(connection);
        requireUtf8(connection);
      }
      // Not from the pool: a migration may take longer than a statement of a request.
      Flyway flyway =
          Flyway.configure()
              .dataSource(settings.url(), settings.user(), settings.password())
              .locations(MIGRATIONS)
              .load();
      if (migrate) {
        flyway.migrate();
      } else {
        requireCurrent(flyway.info());
      }
      pools.add(source);
      return source;
    } catch (SQLException e) {
      source.close();
      throw new IllegalStateException("PostgreSQL at " + settings.url() + " does not answer", e);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  @PreDestroy
  void close() {
    pools.forEach(HikariDataSource::close);
  }

  /** Whoever must not change the schema can only work with the one that this Galley knows. */
  private static void requireCurrent(MigrationInfoService schema) {
    boolean newer =
        Arrays.stream(schema.applied()).anyMatch(applied -> !applied.getState().isResolved());
    if (newer || schema.pending().length > 0) {
      throw new OtherSchema(newer);
    }
  }

  private static void requireUtf8(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW server_encoding")) {
      rows.next();
      String encoding = rows.getString(1);
      if (!"UTF8".equals(encoding)) {
        throw new IllegalStateException(
            "server_encoding: " + encoding + " (expected: UTF8, as CREATE DATABASE can say)");
      }
    }
  }

  @Singleton
  Database database(
      @Named(NAME) DataSource source,
      @Named(NAME) JdbcRepositoryOperations operations,
      @Named(NAME) TransactionOperations<Connection> transactions) {
    return new Database(operations, transactions);
  }

  @Singleton
  Frames frames() {
    return new Frames();
  }

  @Singleton
  Aggregates aggregates(Database database, PostgresSettings settings, Frames frames) {
    return new JdbcAggregates(database, settings.snapshotGrace(), frames);
  }

  @Singleton
  Assistants assistants(Database database) {
    return new JdbcAssistants(database);
  }

  @Singleton
  Journals journals(Database database) {
    return new JdbcJournals(database);
  }

  @Singleton
  Revisions revisions(Database database, RevisionRows revisions, HeadRows heads) {
    return new JdbcRevisions(database, revisions, heads);
  }

  @Singleton
  Snapshots snapshots(Database database, Frames frames) {
    return new JdbcSnapshots(database, frames);
  }

  @Singleton
  EventLog eventLog(Database database) {
    return new JdbcEventLog(database);
  }

  @Singleton
  Outbox outbox(Database database) {
    return new JdbcOutbox(database);
  }

  @Singleton
  EventFeed eventFeed(Database database) {
    return new JdbcEventFeed(database);
  }

  @Singleton
  Leases leases(Database database) {
    return new JdbcLeases(database);
  }

  @Singleton
  Receipts receipts(Database database, ReceiptRows receipts) {
    return new JdbcReceipts(database, receipts);
  }

  @Singleton
  Models models(Database database, ModelRows models) {
    return new JdbcModels(database, models);
  }

  @Singleton
  Housekeeping housekeeping(Database database) {
    return new JdbcHousekeeping(database);
  }

  @Singleton
  Archive archive(Database database, Frames frames) {
    return new JdbcArchive(database, frames);
  }
}
