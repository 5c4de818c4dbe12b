package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.contract.Author;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.event.Event;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What transactions that overlap mean for the way of events out. */
final class JdbcEventsTest {
  private static PostgresSettings settings;
  private static PostgresStoreUnderTest store;

  @BeforeAll
  static void open() {
    settings = PostgresServer.embedded().freshDatabase();
    store = PostgresStoreUnderTest.on(settings, false);
  }

  @AfterAll
  static void close() {
    store.context().close();
  }

  /** On a thread of its own: the common pool may have a single one. */
  private static <T> Future<T> beside(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static Lease take(String name) {
    Optional<Lease> seen =
        store.leases().all(name).stream().filter(lease -> lease.name().equals(name)).findFirst();
    return store.leases().take(name, seen, "test " + UUID.randomUUID()).orElseThrow();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  @Test
  void anEventThatBecomesVisibleLateComesBehindWhatReadersHaveSeen() throws SQLException {
    Lease feed = take(EventFeed.LEASE);
    while (store.eventFeed().place(feed, 1_000) > 0) {}
    Author author = Author.inFreshTenant(store);
    AggregateRef pattern = author.create("Pattern").ref();
    try (Connection late = connect();
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      // As a save does it, of an earlier time than what comes meanwhile.
      UUID id = UUID.randomUUID();
      statement.execute(
          """
          INSERT INTO event SELECT tenant, kind, '%1$s', 1, 0, 3, type, at, actor, data, content,
            traceparent
          FROM event WHERE aggregate_id = '%2$s';
          INSERT INTO unplaced SELECT at, tenant, kind, aggregate_id, sequence FROM event
          WHERE aggregate_id = '%1$s';
          INSERT INTO pending SELECT 3, false, at, tenant, kind, aggregate_id, sequence FROM event
          WHERE aggregate_id = '%1$s'\
          """
              .formatted(id, pattern.id()));
      author.create("Meanwhile");
      assertThat(store.eventFeed().place(feed, 1_000)).isEqualTo(2);
      List<FeedPage.Entry> seen =
          new ArrayList<>(store.eventFeed().after(author.tenant(), 0, 10).entries());
      assertThat(seen).hasSize(2);
      late.commit();

      assertThat(store.eventFeed().place(feed, 1_000)).isEqualTo(1);
      seen.addAll(
          store.eventFeed().after(author.tenant(), seen.getLast().position(), 10).entries());
      long first = seen.getFirst().position();
      assertThat(seen)
          .extracting(FeedPage.Entry::position)
          .containsExactly(first, first + 1, first + 2);
      assertThat(seen.getLast().event().aggregate().id()).isEqualTo(id);
      assertThat(store.outbox().pending(List.of(new Slot(3)), 1_000))
          .contains(seen.getLast().event());
    }
  }

  /** Beats go on, however long the write takes. */
  @Test
  void whoTakesALeaseWaitsForTheWriteThatIsUnderWayAndNoBeatDoes() throws Exception {
    Lease held = take("test/under-way");
    try (Connection writer = connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      assertThat(
              Rows.of(
                  writer,
                  JdbcLeases.HELD + "SELECT count(*) FROM held",
                  row -> row.getLong(1),
                  held.name(),
                  held.holder(),
                  held.term()))
          .containsExactly(1L);
      assertThat(store.leases().beat(List.of(held))).containsExactly(held.name());
      Lease seen = store.leases().all(held.name()).getFirst();
      Future<Optional<Lease>> taking =
          beside(() -> store.leases().take(held.name(), Optional.of(seen), "successor"));
      awaitBlocked(statement, taking);
      assertThat(taking.isDone()).isFalse();
      writer.commit();
      assertThat(taking.get(30, TimeUnit.SECONDS)).isPresent();
    }
  }

  @Test
  void aWriteThatWaitsForATakeoverIsRefused() throws Exception {
    Author author = Author.inFreshTenant(store);
    AggregateRef ref = author.create("Contended").ref();
    Lease held = take(Slot.of(ref).lease());
    List<Event> events = pendingOf(ref);
    try (Connection taker = connect();
        Statement statement = taker.createStatement()) {
      taker.setAutoCommit(false);
      statement.execute(
          "UPDATE lease SET holder = 'successor', term = term + 1 WHERE name = '"
              + held.name()
              + "'");
      Future<Boolean> marking =
          beside(() -> {
            store.outbox().published(held, events);
            return true;
          });
      awaitBlocked(statement, marking);
      taker.commit();
      assertThatThrownBy(() -> marking.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(LeaseLost.class);
    }
    assertThat(pendingOf(ref)).isEqualTo(events);
  }

  /** Another test has put an event into a slot that is not its own. */
  private static List<Event> pendingOf(AggregateRef ref) {
    return store.outbox().pending(List.of(Slot.of(ref)), 1_000).stream()
        .filter(event -> event.aggregate().equals(ref))
        .toList();
  }

  /** The save has seen that its aggregate is parked; its event must not be left behind there. */
  @Test
  void aReplayWaitsForTheSaveThatIsUnderWay() throws Exception {
    Author author = Author.inFreshTenant(store);
    Assistant assistant = author.create("Parked");
    AggregateRef ref = assistant.ref();
    store.outbox().park(take(Slot.of(ref).lease()), new Parked(ref, 1, "Too long.", Instant.EPOCH));
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // What a save writes after its events.
      statement.execute("SELECT FROM listing WHERE id = '" + ref.id() + "' FOR UPDATE");
      Future<Assistant> saving = beside(() -> author.editLive(assistant, "Meanwhile."));
      awaitBlocked(statement, saving);
      Future<Optional<Parked>> replaying = beside(() -> store.outbox().replay(ref));
      awaitBlocked(statement, saving, replaying);
      other.commit();
      assertThat(saving.get(30, TimeUnit.SECONDS).sequence()).isEqualTo(2);
      assertThat(replaying.get(30, TimeUnit.SECONDS)).isPresent();
    }
    assertThat(store.outbox().pending(List.of(Slot.of(ref)), 1_000))
        .filteredOn(event -> event.aggregate().equals(ref))
        .extracting(Event::sequence)
        .containsExactly(1L, 2L);
  }

  private static void awaitBlocked(Statement statement, Future<?>... waiting) throws Exception {
    String sessions = "";
    for (int i = 0; i < 3_000; i++) {
      for (Future<?> one : waiting) {
        if (one.isDone()) {
          throw new AssertionError("done, instead of waiting: " + one.get());
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT count(*) FILTER (WHERE wait_event_type = 'Lock'),"
                  + " string_agg(concat_ws(' ', state, wait_event_type, query), E'\\n')"
                  + " FROM pg_stat_activity WHERE datname = current_database()")) {
        rows.next();
        if (rows.getInt(1) >= waiting.length) {
          return;
        }
        sessions = rows.getString(2);
      }
      // What the view shows is kept until the end of the transaction.
      statement.execute("SELECT pg_stat_clear_snapshot()");
      Thread.sleep(20);
    }
    throw new AssertionError("fewer than " + waiting.length + " wait:\n" + sessions);
  }

  /** Should all else fail. */
  @Test
  void aPositionIsGivenOnce() throws SQLException {
    Author author = Author.inFreshTenant(store);
    author.create("Placed");
    Lease feed = take(EventFeed.LEASE);
    while (store.eventFeed().place(feed, 1_000) > 0) {}
    try (Connection late = connect();
        Statement statement = late.createStatement()) {
      assertThatThrownBy(() ->
              statement.execute(
                  "INSERT INTO feed SELECT position, tenant, kind, gen_random_uuid(), 1, at"
                      + " FROM feed ORDER BY position DESC LIMIT 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    }
  }

  @Test
  void whatIsSetForAWalkEndsWithIt() throws SQLException {
    Lease feed = take(EventFeed.LEASE);
    store.outbox().pending(Slot.all(), 10);
    store.eventFeed().place(feed, 10);
    // The same connection: this thread gets back from the pool what it has given.
    assertThat(
            store
                .context()
                .getBean(Database.class)
                .read(connection ->
                    Rows.of(
                        connection,
                        "SELECT current_setting('enable_seqscan') || current_setting('synchronous_commit')",
                        row -> row.getString(1)))
                .getFirst())
        .isEqualTo("onon");
  }
}
