package dev.galley.rest.event;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.EventSignal;
import dev.galley.domain.access.TenantId;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The streams that are open on this server: it counts them, and looks for news once for all streams
 * of a tenant instead of once for each.
 */
@Singleton
final class EventStreams {
  /** How old an answer may be although the signal was raised since. */
  private static final Duration SIGNALLED = Duration.ofMillis(10);

  private final EventFeed feed;
  private final EventSignal signal;
  private final EventStreamSettings settings;
  private final Map<TenantId, Group> groups = new HashMap<>();
  private int open;
  private volatile boolean stopped;

  EventStreams(EventFeed feed, EventSignal signal, EventStreamSettings settings) {
    this.feed = feed;
    this.signal = signal;
    this.settings = settings;
  }

  /**
   * A place for one more stream, to be given back.
   *
   * @throws dev.galley.rest.problem.ProblemException when the server (503) or the tenant (429) has
   *     as many as it may have
   */
  synchronized Place enter(TenantId tenant) {
    if (open >= settings.maxStreams()) {
      throw Problem.of(
              ProblemType.TOO_MANY_STREAMS,
              "This server follows events for " + open + " clients, and not for more.")
          .asException();
    }
    Group group = groups.computeIfAbsent(tenant, Group::new);
    if (group.streams >= settings.maxStreamsPerTenant()) {
      throw Problem.of(
              ProblemType.TOO_MANY_REQUESTS,
              "Your tenant follows events with "
                  + group.streams
                  + " streams on this server, and may not open more.")
          .withRetryAfter(ProblemType.TOO_MANY_STREAMS.retryAfter().orElseThrow())
          .asException();
    }
    group.streams++;
    open++;
    return new Place(group);
  }

  private synchronized void leave(Group group) {
    open--;
    group.streams--;
    if (group.streams == 0) {
      groups.remove(group.tenant);
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    signal.raise();
  }

  /** The right to be one of the streams. */
  final class Place implements AutoCloseable {
    private final Group group;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(Group group) {
      this.group = group;
    }

    /** Whether the stream may go on. */
    boolean isOpen() {
      return !left.get() && !stopped;
    }

    /** How far the tenant's feed goes, as far as is known; asked anew when that is old. */
    long last() {
      return group.last();
    }

    /** Gives the place back; a second time does nothing. */
    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        leave(group);
      }
    }
  }

  /** The streams of one tenant. */
  private final class Group {
    private final TenantId tenant;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Tip tip = new Tip(0, -1, 0);
    private int streams;

    Group(TenantId tenant) {
      this.tenant = tenant;
    }

    long last() {
      Tip known = tip;
      if (isFresh(known) || !asking.tryLock()) {
        return known.last;
      }
      try {
        long raised = signal.count();
        long at = System.nanoTime();
        Tip asked = new Tip(feed.last(tenant), raised, at);
        tip = asked;
        return asked.last;
      } finally {
        asking.unlock();
      }
    }

    private boolean isFresh(Tip known) {
      long age = System.nanoTime() - known.at;
      return known.raised >= 0
          && (age < SIGNALLED.toNanos()
              // Half, as a stream may look just before this becomes old.
              || (age < settings.poll().toNanos() / 2 && known.raised == signal.count()));
    }
  }

  /**
   * What the feed said.
   *
   * @param raised the count of the signal before it was asked, -1 when it never was
   */
  private record Tip(long last, long raised, long at) {}
}
