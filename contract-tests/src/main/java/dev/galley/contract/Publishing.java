package dev.galley.contract;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Lease;
import dev.galley.application.event.Slot;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A server that has taken every lease there is, whoever had it, and carries events out. */
public final class Publishing {
  private final StoreUnderTest store;
  private final Map<Slot, Lease> slots = new HashMap<>();
  private final Lease feed;

  private Publishing(StoreUnderTest store) {
    this.store = store;
    String holder = "test " + UUID.randomUUID();
    Slot.all().forEach(slot -> slots.put(slot, take(store, slot.lease(), holder)));
    feed = take(store, EventFeed.LEASE, holder);
  }

  /** Takes over from whoever there was. */
  public static Publishing takeOver(StoreUnderTest store) {
    return new Publishing(store);
  }

  /** Takes over, and publishes and places all that other tests have left. */
  static Publishing afterAllOthers(StoreUnderTest store) {
    Publishing publishing = takeOver(store);
    publishing.drain();
    publishing.place();
    return publishing;
  }

  /** Takes a lease, whoever has it. */
  public static Lease take(StoreUnderTest store, String name, String holder) {
    while (true) {
      Optional<Lease> seen =
          store.leases().all(name).stream().filter(lease -> lease.name().equals(name)).findFirst();
      Optional<Lease> taken = store.leases().take(name, seen, holder);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
  }

  /** The lease on the slot of an aggregate. */
  public Lease on(AggregateRef aggregate) {
    return Objects.requireNonNull(slots.get(Slot.of(aggregate)));
  }

  /** The leases on all slots. */
  public Collection<Lease> slots() {
    return slots.values();
  }

  /** The lease on the feed. */
  public Lease feed() {
    return feed;
  }

  /** What is pending in all slots. */
  List<Event> pending(int limit) {
    store.outbox().gather(slots.values(), limit);
    return store.outbox().pending(Slot.all(), limit);
  }

  /** What is pending of one aggregate. */
  public List<Event> pendingOf(AggregateRef aggregate) {
    store.outbox().gather(List.of(on(aggregate)), 1_000);
    return store.outbox().pending(List.of(Slot.of(aggregate)), 1_000).stream()
        .filter(event -> event.aggregate().equals(aggregate))
        .toList();
  }

  /** Marks events of any slots. */
  void published(Collection<Event> events) {
    Map<Lease, List<Event>> byLease = new HashMap<>();
    events.forEach(
        event -> byLease.computeIfAbsent(on(event.aggregate()), l -> new ArrayList<>()).add(event));
    byLease.forEach(store.outbox()::published);
  }

  /** Marks until nothing is pending; all that was, in the order in which it came. */
  List<Event> drain() {
    List<Event> all = new ArrayList<>();
    List<Event> some = pending(1_000);
    while (!some.isEmpty()) {
      published(some);
      all.addAll(some);
      some = pending(1_000);
    }
    return all;
  }

  /** Gives positions until every event has one. */
  public void place() {
    while (store.outbox().gather(slots.values(), 1_000) > 0) {}
    while (store.eventFeed().place(feed, 1_000) > 0) {}
  }

  /** All that the feed shows of a tenant. */
  public List<FeedPage.Entry> feedOf(TenantId tenant) {
    List<FeedPage.Entry> all = new ArrayList<>();
    FeedPage page = store.eventFeed().after(tenant, 0, 1_000);
    while (!page.entries().isEmpty()) {
      all.addAll(page.entries());
      page = store.eventFeed().after(tenant, all.getLast().position(), 1_000);
    }
    return all;
  }
}
