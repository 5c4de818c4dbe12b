package dev.galley.jdbc;

import dev.galley.contract.Faults;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source whose connections break where the test says: at a statement or at the commit. */
final class FaultyDataSource implements DataSource, Faults {
  private static final Set<String> STEPS =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit");

  private final DataSource real;

  @SuppressWarnings("ThreadLocalUsage") // one of these per test class
  private final ThreadLocal<Fault> next = new ThreadLocal<>();

  /** How many statements and commits there have been. */
  final AtomicInteger steps = new AtomicInteger();

  FaultyDataSource(DataSource real) {
    this.real = real;
  }

  private static final class Fault {
    private int left;
    private final Moment moment;
    private final String state;
    private boolean struck;

    Fault(int left, Moment moment, String state) {
      this.left = left;
      this.moment = moment;
      this.state = state;
    }
  }

  /** Puts the faults between the store and its pool. */
  @Singleton
  @Requires(property = "galley.test.faults", value = "true")
  static final class Wrapping implements BeanCreatedEventListener<DataSource>, Ordered {
    private Optional<FaultyDataSource> made = Optional.empty();

    FaultyDataSource made() {
      return made.orElseThrow();
    }

    /** Before Micronaut wraps it, so that the faults are nearest to the database. */
    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
      made = Optional.of(new FaultyDataSource(event.getBean()));
      return made.get();
    }
  }

  @Override
  public void loseConnectionAt(int step, Moment moment) {
    next.set(new Fault(step, moment, "08006"));
  }

  /** Has the server roll back at a step, as it does for one of two in a deadlock. */
  void rollBackAt(int step) {
    next.set(new Fault(step, Moment.BEFORE, "40P01"));
  }

  /** Has the server find no room on its disk at a step. */
  void fillDiskAt(int step) {
    next.set(new Fault(step, Moment.BEFORE, "53100"));
  }

  @Override
  public boolean clear() {
    Fault fault = next.get();
    next.remove();
    return fault != null && fault.struck;
  }

  private Object step(Connection connection, Object target, Method method, Object[] arguments)
      throws Throwable {
    boolean counts = STEPS.contains(method.getName());
    if (counts) {
      steps.incrementAndGet();
    }
    Fault fault = next.get();
    boolean strikes = counts && fault != null && !fault.struck && --fault.left == 0;
    if (strikes && fault.moment == Moment.BEFORE) {
      fault.struck = true;
      throw broken(connection, fault);
    }
    try {
      Object result = method.invoke(target, arguments);
      if (strikes) {
        fault.struck = true;
        throw broken(connection, fault);
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static SQLException broken(Connection connection, Fault fault) throws SQLException {
    if (fault.state.startsWith("08")) {
      connection.abort(Runnable::run);
    }
    return new SQLException("put there by the test", fault.state);
  }

  private Connection wrap(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            FaultyDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object result = step(connection, connection, method, arguments);
              return result instanceof PreparedStatement statement
                  ? wrap(connection, (Connection) proxy, statement)
                  : result;
            });
  }

  private PreparedStatement wrap(
      Connection connection, Connection wrapped, PreparedStatement statement) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            FaultyDataSource.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                    ? wrapped
                    : step(connection, statement, method, arguments));
  }

  @Override
  public Connection getConnection() throws SQLException {
    return wrap(real.getConnection());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return wrap(real.getConnection(username, password));
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || real.isWrapperFor(type);
  }
}
