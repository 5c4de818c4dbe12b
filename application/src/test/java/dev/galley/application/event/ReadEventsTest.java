package dev.galley.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.ReadEvents.From;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cursors over a feed from which events go, not always the oldest first. */
class ReadEventsTest {
  private static final TenantId TENANT = new TenantId("acme");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int LARGE = 1_000_000;

  private final FakeFeed feed = new FakeFeed();
  private final ReadEvents events =
      new ReadEvents(
          feed, new EventMessages(new InMemoryStore(InstantSource.fixed(NOW)).snapshots()));

  /** The feed of one tenant. */
  private static final class FakeFeed implements EventFeed {
    private final NavigableMap<Long, Event> kept = new TreeMap<>();
    private long last;
    private long horizon;

    void add(long position) {
      add(position, "");
    }

    void add(long position, String comment) {
      kept.put(position, event(position, comment));
      last = position;
    }

    void forget(long... positions) {
      for (long position : positions) {
        kept.remove(position);
        horizon = Math.max(horizon, position);
      }
    }

    @Override
    public int place(Lease lease, int limit) {
      throw new UnsupportedOperationException("readers place nothing");
    }

    @Override
    public FeedPage after(TenantId tenant, long after, int limit) {
      return new FeedPage(
          kept.tailMap(after, false).entrySet().stream()
              .limit(limit)
              .map(entry -> new FeedPage.Entry(entry.getKey(), entry.getValue()))
              .toList(),
          horizon);
    }

    @Override
    public long last(TenantId tenant) {
      return last;
    }
  }

  private static Event event(long sequence, String comment) {
    return new Event(
        new AggregateRef(TENANT, AggregateKind.ASSISTANT, new UUID(0, 1)),
        sequence,
        sequence - 1,
        EventType.ASSISTANT_LIVE_UPDATED,
        new Stamp(NOW, "ada"),
        JsonObject.builder().put("comment", comment).build(),
        Optional.empty(),
        Optional.empty());
  }

  private static Caller service(String... permissions) {
    return new Caller(
        TENANT, "indexer", Map.of(), Set.of(Caller.AI_SEAT), Set.of(permissions), Set.of());
  }

  private Outcome<ReadEvents.Page> read(From from, int limit, int size) {
    return events.handle(
        new ReadEvents.Query(service(Caller.READ_EVENTS), from, limit, size, true));
  }

  private ReadEvents.Page page(From from, int limit) {
    Outcome<ReadEvents.Page> outcome = read(from, limit, LARGE);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<ReadEvents.Page>) outcome).value();
  }

  private void hasExpired(FeedCursor cursor) {
    assertThat(read(new From.After(cursor), 10, LARGE))
        .isEqualTo(Outcome.refused(new Refusal.CursorExpired()));
  }

  private static From after(ReadEvents.Page page) {
    return new From.After(page.next());
  }

  private static List<Long> positions(ReadEvents.Page page) {
    return page.entries().stream().map(entry -> entry.cursor().position()).toList();
  }

  @Test
  void withoutThePermissionNothingIsRead() {
    Outcome<ReadEvents.Page> outcome =
        events.handle(
            new ReadEvents.Query(
                service(Caller.CREATE_ASSISTANTS), new From.Latest(), 1, LARGE, true));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused<ReadEvents.Page>) outcome).refusal())
        .isInstanceOf(Refusal.Forbidden.class);
  }

  @Test
  void aWalkThatBeganBeforeTheKeptOnesGoesOnThroughThem() {
    // 2 waits to be published and stays, while later ones go.
    List.of(2L, 4L, 6L, 8L).forEach(feed::add);
    feed.forget(4, 6);

    ReadEvents.Page first = page(new From.Beginning(), 1);
    assertThat(positions(first)).containsExactly(2L);
    assertThat(first.next()).isEqualTo(new FeedCursor(2, 6));
    assertThat(positions(page(after(first), 10))).containsExactly(8L);

    feed.forget(8);
    hasExpired(first.next());
  }

  @Test
  void whoHasNotReadWhatIsGoneIsTold() {
    feed.add(3);
    ReadEvents.Page first = page(new From.Beginning(), 10);
    feed.add(5);
    feed.add(7);
    feed.forget(3);
    assertThat(positions(page(after(first), 10))).containsExactly(5L, 7L);

    feed.forget(5);
    hasExpired(first.next());
    hasExpired(FeedCursor.BEGINNING);
    assertThat(positions(page(new From.After(new FeedCursor(5, 0)), 10))).containsExactly(7L);
  }

  @Test
  void anEmptyBeginningIsAPlaceToGoOnFrom() {
    feed.add(3);
    feed.forget(3);
    ReadEvents.Page empty = page(new From.Beginning(), 10);
    assertThat(empty.entries()).isEmpty();
    assertThat(page(after(empty), 10).next()).isEqualTo(empty.next());
    feed.add(5);
    assertThat(positions(page(after(empty), 10))).containsExactly(5L);
  }

  @Test
  void theLatestIsBehindWhatIsGoneToo() {
    feed.add(3);
    feed.forget(3);
    ReadEvents.Page latest = page(new From.Latest(), 10);
    assertThat(latest).isEqualTo(new ReadEvents.Page(List.of(), new FeedCursor(3, 0)));
    assertThat(page(after(latest), 10).entries()).isEmpty();
  }

  @Test
  void aCursorOfAnotherLifeOfTheStoreHasExpired() {
    feed.add(3);
    hasExpired(new FeedCursor(4, 0));
    hasExpired(new FeedCursor(400, 0));
    assertThat(page(new From.After(new FeedCursor(3, 0)), 10).entries()).isEmpty();
  }

  @Test
  void aPageGoesOnOverThePiecesItIsLoadedIn() {
    for (long position = 1; position <= 200; position++) {
      feed.add(position);
    }
    for (int limit : List.of(1, 63, 64, 65, 128, 129, 200, 1_000)) {
      ReadEvents.Page page = page(new From.Beginning(), limit);
      assertThat(page.entries()).hasSize(Math.min(limit, 200));
      assertThat(page.next().position()).isEqualTo(Math.min(limit, 200));
    }
  }

  @Test
  void aPageEndsWithTheEventThatMakesItLargeEnough() {
    for (long position = 1; position <= 5; position++) {
      feed.add(position, "c".repeat(100));
    }
    assertThat(positions(done(read(new From.Beginning(), 10, 1)))).containsExactly(1L);
    assertThat(positions(done(read(new From.Beginning(), 10, 250)))).containsExactly(1L, 2L, 3L);
    assertThat(positions(done(read(new From.Beginning(), 10, 100_000)))).hasSize(5);
  }

  private static ReadEvents.Page done(Outcome<ReadEvents.Page> outcome) {
    return ((Outcome.Done<ReadEvents.Page>) outcome).value();
  }
}
