package dev.galley.application.memory;

import dev.galley.application.event.Backlog;
import dev.galley.application.event.EventFeed;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Outbox;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.application.store.Archive;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.EventLog;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The log of events, what is still to do with them, and the leases on that; under one lock. */
final class InMemoryEvents implements EventLog, Outbox, EventFeed, Leases {
  /** Within an aggregate times never fall, so this is about by age and exactly by sequence. */
  private static final Comparator<Event> BY_AGE =
      Comparator.<Event, Instant>comparing(event -> event.stamp().at())
          .thenComparing(event -> event.aggregate().key())
          .thenComparingLong(Event::sequence);

  private final Object lock;
  private final Map<AggregateRef, NavigableMap<Long, Event>> log = new HashMap<>();
  private final NavigableSet<Event> unpublished = new TreeSet<>(BY_AGE);
  private final NavigableSet<Event> unplaced = new TreeSet<>(BY_AGE);
  private final NavigableMap<Long, Event> feed = new TreeMap<>();
  private final Map<TenantId, Long> lasts = new HashMap<>();
  private final Map<TenantId, Long> horizons = new HashMap<>();
  private final NavigableMap<String, Parked> park = new TreeMap<>();
  private final NavigableMap<String, Lease> leases = new TreeMap<>();
  private long position;

  /**
   * @param lock held by each call; saves hold it too
   */
  InMemoryEvents(Object lock) {
    this.lock = lock;
  }

  void add(Event event) {
    log.computeIfAbsent(event.aggregate(), ref -> new TreeMap<>()).put(event.sequence(), event);
    unpublished.add(event);
    unplaced.add(event);
  }

  /** Every record of the archive that speaks of events. */
  Stream<ArchiveRecord> archived(Archive.Part part) {
    return switch (part) {
      case PARKED -> park.values().stream().map(ArchiveRecord.Park::new);
      case EVENT ->
          all()
              .map(event ->
                  new ArchiveRecord.Logged(
                      event, unpublished.contains(event), !unplaced.contains(event)));
      case PLACED ->
          feed.entrySet().stream()
              .map(placed ->
                  new ArchiveRecord.Placed(
                      placed.getValue().aggregate(),
                      placed.getValue().sequence(),
                      placed.getKey()));
      case HORIZON ->
          horizons.entrySet().stream()
              .map(horizon -> new ArchiveRecord.Horizon(horizon.getKey(), horizon.getValue()));
      case POSITION ->
          position == 0 ? Stream.of() : Stream.of(new ArchiveRecord.Position(position));
      case SNAPSHOT, AGGREGATE, NAME, REVISION, HEAD, JOURNAL, RECEIPT, MODEL ->
          throw new IllegalArgumentException("part: " + part + " (expected: one of events)");
    };
  }

  void restore(Parked parked) {
    park.putIfAbsent(parked.aggregate().key(), parked);
  }

  void restore(ArchiveRecord.Logged logged) {
    Event event = logged.event();
    NavigableMap<Long, Event> events =
        log.computeIfAbsent(event.aggregate(), ref -> new TreeMap<>());
    if (events.putIfAbsent(event.sequence(), event) == null) {
      if (logged.pending()) {
        unpublished.add(event);
      }
      if (!logged.placed()) {
        unplaced.add(event);
      }
    }
  }

  void restore(ArchiveRecord.Placed placed) {
    Event event =
        Objects.requireNonNull(
            log.getOrDefault(placed.aggregate(), new TreeMap<>()).get(placed.sequence()));
    feed.putIfAbsent(placed.position(), event);
    lasts.merge(placed.aggregate().tenant(), placed.position(), Math::max);
  }

  void restore(ArchiveRecord.Horizon horizon) {
    horizons.merge(horizon.tenant(), horizon.position(), Math::max);
    lasts.merge(horizon.tenant(), horizon.position(), Math::max);
  }

  void restore(ArchiveRecord.Position last) {
    position = Math.max(position, last.position());
  }

  /** Every event that is kept. */
  Stream<Event> all() {
    return log.values().stream().flatMap(events -> events.values().stream());
  }

  /** Whether nothing is kept of what happened to it. */
  boolean isEmpty(AggregateRef aggregate) {
    return !log.containsKey(aggregate);
  }

  void eraseContents(Collection<AggregateRef> aggregates) {
    Set<AggregateRef> gone = new HashSet<>(aggregates);
    eraseContents(event -> gone.contains(event.aggregate()));
  }

  void eraseContents(AggregateRef aggregate, Instant until) {
    eraseContents(
        event -> event.aggregate().equals(aggregate) && !event.stamp().at().isAfter(until));
  }

  private void eraseContents(Predicate<Event> old) {
    UnaryOperator<Event> erased = event -> old.test(event) ? event.withoutContent() : event;
    log.values().forEach(events -> events.replaceAll((n, event) -> erased.apply(event)));
    feed.replaceAll((at, event) -> erased.apply(event));
    replaceAll(unpublished, old);
    replaceAll(unplaced, old);
  }

  private static void replaceAll(Set<Event> events, Predicate<Event> old) {
    List<Event> found = events.stream().filter(old).toList();
    found.forEach(events::remove);
    found.forEach(event -> events.add(event.withoutContent()));
  }

  /** Removes old events; {@code emptied} hears of aggregates that have none left. */
  int forget(Instant before, boolean publishedOnly, int limit, Consumer<AggregateRef> emptied) {
    List<Map.Entry<Long, Event>> old =
        feed.entrySet().stream()
            .filter(entry -> entry.getValue().stamp().at().isBefore(before))
            .filter(entry -> !publishedOnly || !unpublished.contains(entry.getValue()))
            .limit(limit)
            .toList();
    for (Map.Entry<Long, Event> entry : old) {
      Event event = entry.getValue();
      feed.remove(entry.getKey());
      unpublished.remove(event);
      horizons.merge(event.aggregate().tenant(), entry.getKey(), Math::max);
      NavigableMap<Long, Event> events = Objects.requireNonNull(log.get(event.aggregate()));
      events.remove(event.sequence());
      if (events.isEmpty()) {
        log.remove(event.aggregate());
        park.remove(event.aggregate().key());
        emptied.accept(event.aggregate());
      }
    }
    return old.size();
  }

  @Override
  public List<Event> of(AggregateRef aggregate, long after, int limit) {
    synchronized (lock) {
      return log.getOrDefault(aggregate, new TreeMap<>()).tailMap(after, false).values().stream()
          .limit(limit)
          .toList();
    }
  }

  private void require(Lease lease) {
    Lease current = leases.get(lease.name());
    if (current == null || !current.isSameTenure(lease)) {
      throw new LeaseLost(lease);
    }
  }

  @Override
  public int gather(Collection<Lease> leases, int limit) {
    return 0;
  }

  @Override
  public List<Event> pending(Collection<Slot> slots, Collection<AggregateRef> without, int limit) {
    Set<AggregateRef> out = Set.copyOf(without);
    synchronized (lock) {
      return unpublished.stream()
          .filter(event -> slots.contains(Slot.of(event.aggregate())))
          .filter(event -> !park.containsKey(event.aggregate().key()))
          .filter(event -> !out.contains(event.aggregate()))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public void published(Lease lease, Collection<Event> events) {
    Slot slot = Slot.of(lease);
    events.forEach(event -> slot.require(event.aggregate()));
    synchronized (lock) {
      require(lease);
      events.forEach(unpublished::remove);
    }
  }

  @Override
  public void park(Lease lease, Parked parked) {
    Slot.of(lease).require(parked.aggregate());
    synchronized (lock) {
      require(lease);
      park.putIfAbsent(parked.aggregate().key(), parked);
    }
  }

  @Override
  public List<Parked> parked(String after, int limit) {
    synchronized (lock) {
      return park.tailMap(after, false).values().stream().limit(limit).toList();
    }
  }

  @Override
  public Optional<Parked> replay(AggregateRef aggregate) {
    synchronized (lock) {
      return Optional.ofNullable(park.remove(aggregate.key()));
    }
  }

  @Override
  public Backlog backlog() {
    synchronized (lock) {
      return new Backlog(
          Math.min(unpublished.size(), Backlog.COUNTED),
          unpublished.stream()
              .filter(event -> !park.containsKey(event.aggregate().key()))
              .findFirst()
              .map(event -> event.stamp().at()),
          Math.min(park.size(), Backlog.COUNTED));
    }
  }

  @Override
  public int place(Lease lease, int limit) {
    synchronized (lock) {
      require(lease);
      List<Event> next = unplaced.stream().limit(limit).toList();
      for (Event event : next) {
        unplaced.remove(event);
        feed.put(++position, event);
        lasts.put(event.aggregate().tenant(), position);
      }
      return next.size();
    }
  }

  @Override
  public FeedPage after(TenantId tenant, long after, int limit) {
    synchronized (lock) {
      List<FeedPage.Entry> entries = new ArrayList<>();
      for (Map.Entry<Long, Event> placed : feed.tailMap(after, false).entrySet()) {
        if (placed.getValue().aggregate().tenant().equals(tenant)) {
          entries.add(new FeedPage.Entry(placed.getKey(), placed.getValue()));
          if (entries.size() == limit) {
            break;
          }
        }
      }
      return new FeedPage(entries, horizons.getOrDefault(tenant, 0L));
    }
  }

  @Override
  public long last(TenantId tenant) {
    synchronized (lock) {
      return lasts.getOrDefault(tenant, 0L);
    }
  }

  @Override
  public List<Lease> all(String prefix) {
    synchronized (lock) {
      return leases.tailMap(prefix, true).values().stream()
          .takeWhile(lease -> lease.name().startsWith(prefix))
          .toList();
    }
  }

  @Override
  public Optional<Lease> take(String name, Optional<Lease> seen, String holder) {
    Lease taken = Lease.taken(name, seen, holder);
    synchronized (lock) {
      if (!Optional.ofNullable(leases.get(name)).equals(seen)) {
        return Optional.empty();
      }
      leases.put(name, taken);
      return Optional.of(taken);
    }
  }

  @Override
  public Set<String> beat(Collection<Lease> held) {
    synchronized (lock) {
      Set<String> still = new HashSet<>();
      for (Lease lease : held) {
        Lease current = leases.get(lease.name());
        if (current != null && current.isSameTenure(lease)) {
          still.add(lease.name());
          leases.put(
              lease.name(),
              new Lease(lease.name(), lease.holder(), lease.term(), current.beat() + 1));
        }
      }
      return still;
    }
  }

  @Override
  public void release(Lease held) {
    synchronized (lock) {
      Lease current = leases.get(held.name());
      if (current != null && current.isSameTenure(held)) {
        leases.put(held.name(), new Lease(held.name(), "", held.term(), current.beat()));
      }
    }
  }

  @Override
  public void remove(Lease seen) {
    synchronized (lock) {
      leases.computeIfPresent(
          seen.name(),
          (name, lease) ->
              lease.term() == seen.term() && lease.beat() == seen.beat() ? null : lease);
    }
  }
}
