package dev.galley.bootstrap.event;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.EventSignal;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseKeeper;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Leases;
import dev.galley.application.event.Relay;
import dev.galley.application.event.Slot;
import dev.galley.application.support.ApplicationException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that keep events moving on this server: one that looks after the leases, one that
 * gives positions in the feed, and one that relays when there is somebody to publish to. None of
 * them ends before the server; what goes wrong is tried again.
 */
// Last, like all that needs the store: settings are refused before PostgreSQL is started.
@Context
@Order(Ordered.LOWEST_PRECEDENCE)
final class EventWorkers implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(EventWorkers.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(15);
  private static final Duration STUCK = Duration.ofMinutes(5);
  private static final Duration UNREACHABLE = Duration.ofSeconds(30);
  private static final int PLACE = 1_000;
  private static final int HOST_CHARACTERS = 30;

  private final EventFeed feed;
  private final EventSignal signal;
  private final Optional<Relay> relay;
  private final PublishingRecord publishing;
  private final Duration poll;
  private final LeaseKeeper feedLease;
  private final LeaseKeeper slotLeases;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /** When each worker began its last step. */
  private volatile long placedAt = System.nanoTime();

  private volatile long relayedAt = System.nanoTime();
  private long reachedAt = System.nanoTime();

  EventWorkers(
      EventFeed feed,
      Leases leases,
      EventSignal signal,
      Optional<Relay> relay,
      PublishingRecord publishing,
      EventSettings settings) {
    this.feed = feed;
    this.signal = signal;
    this.relay = relay;
    this.publishing = publishing;
    this.poll = settings.poll();
    // For people who look at the leases; what makes it unique is the last part.
    String holder = ProcessHandle.current().pid() + "@" + host() + '/' + UUID.randomUUID();
    this.feedLease =
        new LeaseKeeper(
            leases, "feed", List.of(EventFeed.LEASE), holder, settings.lease(), System::nanoTime);
    this.slotLeases =
        new LeaseKeeper(
            leases,
            "slot",
            Slot.all().stream().map(Slot::lease).toList(),
            holder,
            settings.lease(),
            System::nanoTime);
  }

  private static String host() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.substring(0, Math.min(name.length(), HOST_CHARACTERS));
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (publishing.isOnlyElsewhere()) {
      LOG.warn(
          "Events of this store have been published on Kafka, and this server does not publish:"
              + " galley.kafka.bootstrap (GALLEY_KAFKA_BOOTSTRAP) is not set. Unpublished events"
              + " are kept until somebody does, or galley.events.keep-unpublished is false");
    }
    start("galley-leases", this::keepLeases);
    start("galley-feed", this::place);
    relay.ifPresent(publishing -> start("galley-relay", () -> relay(publishing)));
  }

  private void start(String name, Work work) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(name, work)));
  }

  /** A step of a worker, which waits itself when it has nothing to do. */
  @FunctionalInterface
  private interface Work {
    void step() throws InterruptedException;
  }

  private void run(String name, Work work) {
    boolean failing = false;
    while (!closing) {
      try {
        work.step();
        if (failing) {
          LOG.info("{} goes on", name);
          failing = false;
        }
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Errors too: a thread that ended would keep its leases from others for good.
        if (!failing && !closing) {
          // The store's own failures need no trace; what nobody expected does.
          LOG.warn(
              "{} waits: {}", name, e.getMessage(), e instanceof ApplicationException ? null : e);
        }
        failing = true;
        if (!paused(AFTER_FAILURE)) {
          return;
        }
      }
    }
  }

  private boolean paused(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void keepLeases() throws InterruptedException {
    Thread.sleep(LOOK);
    // What a worker holds that is stuck goes to another server.
    if (!isStuck(placedAt)) {
      feedLease.tick();
    }
    if (relay.isPresent() && !isStuck(relayedAt)) {
      slotLeases.tick();
    }
  }

  private static boolean isStuck(long lastStep) {
    return System.nanoTime() - lastStep > STUCK.toNanos();
  }

  private void place() throws InterruptedException {
    placedAt = System.nanoTime();
    long seen = signal.count();
    int placed = 0;
    for (Lease lease : feedLease.held()) {
      try {
        placed = feed.place(lease, PLACE);
      } catch (LeaseLost e) {
        LOG.info("{}", e.getMessage());
        feedLease.lost(lease);
      }
    }
    if (placed > 0) {
      // Those who follow the feed can go on.
      signal.raise();
    } else {
      signal.await(seen, poll);
    }
  }

  private void relay(Relay publishing) throws InterruptedException {
    relayedAt = System.nanoTime();
    long seen = signal.count();
    Relay.Round round =
        publishing.run(
            slotLeases.held(),
            lease -> {
              LOG.info("{} has gone to another server", lease.name());
              slotLeases.lost(lease);
            });
    slotLeases.handBack();
    switch (round) {
      case IDLE -> signal.await(seen, poll);
      case DONE, MORE -> {
        // What came in meanwhile is looked for at once.
      }
      case OUTAGE -> Thread.sleep(AFTER_FAILURE);
    }
    if (round != Relay.Round.OUTAGE) {
      reachedAt = System.nanoTime();
    } else if (System.nanoTime() - reachedAt > UNREACHABLE.toNanos()) {
      // The others may have a way to the brokers that this server has not.
      slotLeases.standBack(UNREACHABLE);
      reachedAt = System.nanoTime();
    }
  }

  /** How many slots this server relays now. */
  int slots() {
    return slotLeases.held().size();
  }

  /** Whether this server gives the positions in the feed: 1, else 0. */
  int feeds() {
    return feedLease.held().size();
  }

  /** Lets the work under way end, so that the next holder need not repeat it, and gives back. */
  @PreDestroy
  void close() {
    closing = true;
    signal.raise();
    long end = System.nanoTime() + CLOSING.toNanos();
    for (Thread thread : threads) {
      try {
        if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      feedLease.close();
      if (relay.isPresent()) {
        slotLeases.close();
      }
    } catch (RuntimeException e) {
      LOG.debug("The leases were not given back; others wait until they have run out", e);
    }
  }
}
