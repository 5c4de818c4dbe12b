package dev.galley.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.Lease;
import dev.galley.application.event.Leases;
import dev.galley.domain.content.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The feed of a server, with events that are in it: a server places them in its own time. */
record Feed(Galley galley) {
  static final String PATH = "/api/events";
  private static final String HOLDER = "feed-test";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Places what is there, unless the server has a worker that does. */
  void place() {
    Leases leases = galley.context().getBean(Leases.class);
    EventFeed feed = galley.context().getBean(EventFeed.class);
    lease(leases)
        .ifPresent(lease -> {
          while (feed.place(lease, 1_000) > 0) {
            assertThat(lease.term()).isPositive();
          }
        });
  }

  private static Optional<Lease> lease(Leases leases) {
    Optional<Lease> known =
        leases.all(EventFeed.LEASE).stream()
            .filter(lease -> lease.name().equals(EventFeed.LEASE))
            .findFirst();
    if (known.isPresent() && known.get().holder().equals(HOLDER)) {
      return known;
    }
    return known.isEmpty() || known.get().isFree()
        ? leases.take(EventFeed.LEASE, known, HOLDER)
        : Optional.empty();
  }

  /** A page once it has that many events. */
  Answer page(Person reader, String query, int events) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      place();
      Answer page = reader.get(PATH + query).expect(200);
      if (page.items("/events").size() >= events || Instant.now().isAfter(end)) {
        assertThat(page.items("/events")).as(page.toString()).hasSize(events);
        return page;
      }
      pause();
    }
  }

  /** Everything that a reader is given who goes on until nothing comes. */
  List<Json> walk(Person reader, String after, String query) {
    place();
    List<Json> all = new ArrayList<>();
    String cursor = after;
    while (true) {
      Answer page = reader.get(PATH + "?after=" + cursor + query).expect(200);
      if (page.items("/events").isEmpty()) {
        return all;
      }
      all.addAll(page.items("/events"));
      cursor = page.text("/next");
    }
  }

  static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
