package dev.galley.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.Lease;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.contract.Author;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the queues of a long log cost; prints the figures that RATIONALE.md speaks of. */
final class EventPlanTest {
  private static final int ROWS =
      Integer.parseInt(System.getenv().getOrDefault("GALLEY_EVENT_ROWS", "20000"));

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

  @Test
  void everyWalkIsAlongAnIndexAndParkedEventsAreInNobodysWay() throws SQLException {
    Author author = Author.inFreshTenant(store);
    AggregateRef pattern = author.create("Pattern").ref();
    List<Lease> leases = Slot.all().stream().map(slot -> taken(slot.lease())).toList();
    Lease feed = taken(EventFeed.LEASE);
    List<Event> first = store.outbox().pending(Slot.all(), 500);
    store.outbox().published(leases.get(Slot.of(pattern).number()), first);
    assertThat(store.eventFeed().place(feed, 1_000)).isEqualTo(1);
    time("pending, nothing there", () -> store.outbox().pending(Slot.all(), 500));
    time("place, nothing there", () -> store.eventFeed().place(feed, 1_000));
    time("beat of 17", () -> store.leases().beat(with(leases, feed)));

    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      fill(statement, pattern);
      // The plans of these were made, and are kept, while the tables were empty.
      time("pending, the same connections", () -> store.outbox().pending(Slot.all(), 500));
      requirePlans(connection);
      statement.execute("ANALYZE");
      requirePlans(connection);
    }
    time("pending, 16 slots", () -> store.outbox().pending(Slot.all(), 500));
    time("pending, 1 slot", () -> store.outbox().pending(List.of(new Slot(7)), 500));
    time("backlog", () -> store.outbox().backlog());

    AggregateRef oldest = store.outbox().pending(Slot.all(), 1).getFirst().aggregate();
    assertThat(store.eventLog().of(oldest, 0, 1_000)).hasSizeGreaterThan(100);
    time(
        "park and replay of " + ROWS / 10,
        () -> {
          store.outbox().park(leases.get(Slot.of(oldest).number()), parked(oldest));
          store.outbox().replay(oldest);
        },
        1);
    store.outbox().park(leases.get(Slot.of(oldest).number()), parked(oldest));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM pending");
      requirePlans(connection);
      assertThat(
              explain(
                  connection, JdbcOutbox.PENDING, new Integer[] {1, 5, 9}, new String[0], 500, 500))
          .doesNotContain("Rows Removed by Filter");
    }
    assertThat(store.outbox().pending(Slot.all(), 500))
        .hasSize(500)
        .extracting(Event::aggregate)
        .doesNotContain(oldest);
    time("pending beside a parked aggregate", () -> store.outbox().pending(Slot.all(), 500));

    time(
        "published, 500 in 16 slots",
        () ->
            store.outbox().pending(Slot.all(), 500).stream()
                .collect(Collectors.groupingBy(event -> Slot.of(event.aggregate())))
                .forEach(
                    (slot, events) -> store.outbox().published(leases.get(slot.number()), events)),
        10);
    time("place 1,000", () -> store.eventFeed().place(feed, 1_000), 10);
    time("a page of the feed", () -> store.eventFeed().after(author.tenant(), 100, 100));
    time(
        "forget 1,000",
        () -> store.housekeeping().forgetEvents(Duration.ofDays(1), false, 1_000),
        5);
  }

  /** A tenth of the events belongs to one aggregate, which is the oldest. */
  private static void fill(Statement statement, AggregateRef pattern) throws SQLException {
    statement.execute(
        """
        CREATE TEMP TABLE filling AS
        SELECT x.id, x.sequence, (crc32((tenant || '/' || kind || '/' || x.id)::bytea) %% 16)::int AS slot,
          x.at
        FROM event, LATERAL (
          SELECT CASE WHEN n <= %1$d THEN '00000000-0000-7000-8000-000000000001'::uuid
              ELSE gen_random_uuid() END AS id,
            CASE WHEN n <= %1$d THEN n ELSE 1 END AS sequence, at + n AS at
          FROM generate_series(1, %2$d) n OFFSET 0) x
        WHERE aggregate_id = '%3$s';
        INSERT INTO event SELECT e.tenant, e.kind, f.id, f.sequence, f.sequence - 1, f.slot, e.type,
          f.at, e.actor, e.data, e.content, e.traceparent
        FROM event e, filling f WHERE e.aggregate_id = '%3$s';
        INSERT INTO pending SELECT slot, false, at, tenant, kind, aggregate_id, sequence FROM event
        WHERE aggregate_id <> '%3$s';
        INSERT INTO unplaced SELECT at, tenant, kind, aggregate_id, sequence FROM event
        WHERE aggregate_id <> '%3$s'\
        """
            .formatted(ROWS / 10, ROWS, pattern.id()));
  }

  private static void requirePlans(Connection connection) throws SQLException {
    assertThat(
            explain(
                connection, JdbcOutbox.PENDING, new Integer[] {1, 5, 9}, new String[0], 500, 500))
        .contains("pending_pkey", "event_pkey")
        .doesNotContain("Seq Scan", "Sort Key: p.at, p.tenant, p.kind, p.aggregate_id");
    assertThat(explain(connection, JdbcEventFeed.PLACE, "nobody", "nobody", 1L, 1_000))
        .contains("unplaced_pkey")
        .doesNotContain("Seq Scan on unplaced");
    assertThat(explain(connection, JdbcEventFeed.AFTER, "nobody", 0L, 100))
        .contains("feed_tenant")
        .doesNotContain("Seq Scan");
    assertThat(explain(connection, Forgetting.OLD, true, Long.MIN_VALUE, 0L, 0L, Forgetting.STRIDE))
        .contains("feed_at", "pending_pkey")
        .doesNotContain("Seq Scan");
    assertThat(
            explain(
                connection,
                JdbcOutbox.PUBLISHED,
                "nobody",
                "nobody",
                1L,
                new Long[] {1L},
                new String[] {"t"},
                new String[] {"k"},
                new UUID[] {new UUID(0, 0)},
                new Long[] {1L},
                3))
        .contains("pending_pkey")
        .doesNotContain("Seq Scan");
  }

  private static String explain(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    String plan =
        String.join(
            "\n",
            Rows.byIndex(
                connection,
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql,
                row -> row.getString(1),
                values));
    if (System.getenv("GALLEY_PLANS") != null) {
      System.out.println(plan);
    }
    return plan;
  }

  private static List<Lease> with(List<Lease> leases, Lease feed) {
    List<Lease> all = new ArrayList<>(leases);
    all.add(feed);
    return all;
  }

  private static Parked parked(AggregateRef ref) {
    return new Parked(ref, 1, "Too long.", Instant.EPOCH);
  }

  private static Lease taken(String name) {
    return store.leases().take(name, Optional.empty(), "test").orElseThrow();
  }

  private static void time(String what, Runnable work) {
    time(what, work, 100);
  }

  private static void time(String what, Runnable work, int times) {
    long[] micros = new long[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      work.run();
      micros[i] = (System.nanoTime() - begin) / 1_000;
    }
    Arrays.sort(micros);
    System.out.println(
        ROWS
            + " events, "
            + what
            + ": least "
            + micros[0]
            + " us, median "
            + micros[times / 2]
            + " us, longest "
            + micros[times - 1]
            + " us");
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }
}
