package dev.galley.jdbc;

import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.StorageFull;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.aggregate.ChangeId;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.exceptions.TransactionException;
import io.micronaut.transaction.support.DefaultTransactionDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions, and the one place where failures of the database become those of the ports. Which
 * of them says that nothing has happened depends on whether the commit had been sent.
 */
final class Database {
  private static final int ATTEMPTS = 8;
  private static final String DISK_FULL = "53100";

  private final JdbcOperations operations;
  private final TransactionOperations<Connection> transactions;

  Database(JdbcOperations operations, TransactionOperations<Connection> transactions) {
    this.operations = operations;
    this.transactions = transactions;
  }

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** A part of a transaction, which may find that all of it has to be taken back. */
  @FunctionalInterface
  interface Transaction<T> {
    T in(Connection connection, Runnable takeBack) throws SQLException;
  }

  /** Reads without a transaction. */
  <T> T read(Work<T> work) {
    return reading(() -> operations.execute(work::on));
  }

  /** Reads that all see the same moment. */
  @FunctionalInterface
  interface Moment {
    <T> T read(Work<T> work);
  }

  /** Reads as often as the caller likes, each time what there was at the first. */
  <T> T atOneMoment(Function<Moment, T> reading) {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
    definition.setIsolationLevel(TransactionDefinition.Isolation.REPEATABLE_READ);
    definition.setReadOnly(true);
    return reading(() ->
        transactions.execute(
            definition, status -> reading.apply(new ReadsOf(status.getConnection()))));
  }

  private record ReadsOf(Connection connection) implements Moment {
    @Override
    public <T> T read(Work<T> work) {
      try {
        return work.on(connection);
      } catch (SQLException e) {
        throw refusal(e);
      }
    }
  }

  /** Reads through a repository. */
  <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (Exception e) {
      throw refusal(e);
    }
  }

  /**
   * Writes with one statement, or one text of several, which the server commits by itself: whatever
   * becomes of the client, it keeps no lock waiting. It may be run again by the caller.
   */
  <T> T atOnce(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return operations.execute(work::on);
      } catch (Exception e) {
        if (attempt == ATTEMPTS || !isWorthAnotherTry(stateOf(e))) {
          throw refusal(e);
        }
        pause(attempt);
      }
    }
  }

  /** Writes in a transaction whose failure needs no name: it may be run again by the caller. */
  <T> T write(Work<T> work) {
    return retrying(null, (connection, takeBack) -> work.on(connection));
  }

  /** Writes in a transaction that is told apart from others by the id of its change. */
  <T> T save(ChangeId change, Transaction<T> work) {
    return retrying(change, work);
  }

  private <T> T retrying(@Nullable ChangeId change, Transaction<T> work) {
    for (int attempt = 1; ; attempt++) {
      boolean[] committing = {false};
      try {
        return transactions.executeWrite(status -> run(status, work, committing));
      } catch (Exception e) {
        // Not only what is unchecked: the callbacks' SQLExceptions come through as they are.
        String state = stateOf(e);
        if (attempt < ATTEMPTS && isWorthAnotherTry(state)) {
          pause(attempt);
          continue;
        }
        if (committing[0] && change != null && !saysThatNothingHappened(state)) {
          throw new OutcomeUnknown(change, e);
        }
        throw refusal(e);
      }
    }
  }

  private static <T> T run(
      TransactionStatus<Connection> status, Transaction<T> work, boolean[] committing)
      throws SQLException {
    boolean[] takenBack = {false};
    T result =
        work.in(
            status.getConnection(),
            () -> {
              takenBack[0] = true;
              status.setRollbackOnly();
            });
    committing[0] = !takenBack[0];
    return result;
  }

  /**
   * Serialization failures and deadlocks; and a content that was collected between its put and the
   * reference to it, which the next try puts again.
   */
  private static boolean isWorthAnotherTry(String state) {
    return state.equals("40001") || state.equals("40P01") || state.equals("23503");
  }

  /** The server answers the commit itself with one of these only when it has rolled back. */
  private static boolean saysThatNothingHappened(String state) {
    return state.startsWith("40") || state.startsWith("23") || state.equals(DISK_FULL);
  }

  private static RuntimeException refusal(Exception e) {
    String state = stateOf(e);
    if (state.equals("23503")) {
      return new IllegalStateException("snapshots: one that is referred to is missing", e);
    }
    if (state.equals(DISK_FULL)) {
      return new StorageFull("PostgreSQL has no room left on its disk", e);
    }
    boolean databaseSpoke =
        state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
    if (databaseSpoke || !isOfDatabase(e)) {
      return e instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(e.toString(), e);
    }
    return new StoreUnavailable("PostgreSQL does not answer (" + state + ")", e);
  }

  private static boolean isOfDatabase(Throwable e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException
          || cause instanceof DataAccessException
          || cause instanceof TransactionException
          || cause instanceof io.micronaut.data.connection.exceptions.ConnectionException) {
        return true;
      }
    }
    return false;
  }

  /** The SQLSTATE at the root of a failure, empty when there is none. */
  private static String stateOf(Throwable e) {
    String state = "";
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
      }
    }
    return state;
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 1 + (1L << Math.min(attempt, 6))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted before another try", e);
    }
  }
}
