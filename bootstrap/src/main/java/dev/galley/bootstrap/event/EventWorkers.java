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
@Context
final class EventWorkers implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(EventWorkers.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(15);
  private static final int PLACE = 1_000;
  private static final int HOST_CHARACTERS = 30;

  private final EventFeed feed;
  private final EventSignal signal;
  private final Optional<Relay> relay;
  private final Duration poll;
  private final LeaseKeeper feedLease;
  private final LeaseKeeper slotLeases;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  EventWorkers(
      EventFeed feed,
      Leases leases,
      EventSignal signal,
      Optional<Relay> relay,
      EventSettings settings) {
    this.feed = feed;
    this.signal = signal;
    this.relay = relay;
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
      } catch (RuntimeException e) {
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
    feedLease.tick();
    if (relay.isPresent()) {
      slotLeases.tick();
    }
    Thread.sleep(LOOK);
  }

  private void place() throws InterruptedException {
    long seen = signal.count();
    int placed = 0;
    for (Lease lease : feedLease.held()) {
      try {
        placed = feed.place(lease, PLACE);
      } catch (LeaseLost e) {
        LOG.info("{}", e.getMessage());
        feedLease.lost(lease.name());
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
    long seen = signal.count();
    Relay.Round round =
        publishing.run(
            slotLeases.held(),
            lease -> {
              LOG.info("{} has gone to another server", lease.name());
              slotLeases.lost(lease.name());
            });
    slotLeases.handBack();
    switch (round) {
      case IDLE -> signal.await(seen, poll);
      case DONE, MORE -> {
        // What came in meanwhile is looked for at once.
      }
      case OUTAGE -> Thread.sleep(AFTER_FAILURE);
    }
  }

  /** How many slots this server relays now. */
  int leases() {
    return slotLeases.held().size();
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
