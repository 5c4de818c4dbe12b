package dev.galley.mongo;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Lease;
import dev.galley.application.event.Slot;
import dev.galley.contract.StoreUnderTest;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A server that has taken every lease there is, whoever had it. */
record AllLeases(StoreUnderTest store, Map<Slot, Lease> slots, Lease feed) {

  static AllLeases takenBy(StoreUnderTest store) {
    String holder = "server " + UUID.randomUUID();
    Map<Slot, Lease> slots = new LinkedHashMap<>();
    Slot.all().forEach(slot -> slots.put(slot, take(store, slot.lease(), holder)));
    return new AllLeases(store, slots, take(store, EventFeed.LEASE, holder));
  }

  static Lease take(StoreUnderTest store, String name, String holder) {
    while (true) {
      Optional<Lease> seen =
          store.leases().all(name).stream().filter(lease -> lease.name().equals(name)).findFirst();
      Optional<Lease> taken = store.leases().take(name, seen, holder);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
  }

  Lease on(AggregateRef aggregate) {
    return Objects.requireNonNull(slots.get(Slot.of(aggregate)));
  }

  List<Event> pendingOf(AggregateRef aggregate) {
    store.outbox().gather(on(aggregate), 1_000);
    return store.outbox().pending(List.of(Slot.of(aggregate)), 1_000).stream()
        .filter(event -> event.aggregate().equals(aggregate))
        .toList();
  }

  /** Gives positions until every event has one. */
  void place() {
    while (store.eventFeed().place(feed, 1_000) > 0) {}
  }

  /** All that the feed shows of a tenant. */
  List<FeedPage.Entry> feedOf(TenantId tenant) {
    List<FeedPage.Entry> all = new ArrayList<>();
    FeedPage page = store.eventFeed().after(tenant, 0, 1_000);
    while (!page.entries().isEmpty()) {
      all.addAll(page.entries());
      page = store.eventFeed().after(tenant, all.getLast().position(), 1_000);
    }
    return all;
  }
}
