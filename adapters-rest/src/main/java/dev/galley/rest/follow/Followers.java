package dev.galley.rest.follow;

import dev.galley.application.event.EventSignal;
import dev.galley.domain.access.TenantId;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The streams of drafts of one family that are open on this server: it counts them, and looks at a
 * draft once for all who follow it.
 *
 * @param <K> names what is followed
 * @param <T> what is found when it is looked for
 */
public final class Followers<K, T> {
  private final FollowSettings settings;
  private final Map<K, Watch> watches = new HashMap<>();
  private final Map<TenantId, Integer> tenants = new HashMap<>();
  private int open;
  private volatile boolean stopped;

  public Followers(FollowSettings settings) {
    this.settings = settings;
  }

  /**
   * What was found.
   *
   * @param raised the count of the signal before it was looked for
   * @param at when, by {@link System#nanoTime}
   */
  private record Look<T>(T found, long raised, long at) {}

  /**
   * A place for one more stream, to be given back.
   *
   * @param signal raised when this server saves what is followed
   * @throws dev.galley.rest.problem.ProblemException when the server (503) or the tenant (429) has
   *     as many as it may have
   */
  public synchronized Place enter(TenantId tenant, K followed, EventSignal signal) {
    if (open >= settings.maxStreams()) {
      throw Problem.of(
              ProblemType.TOO_MANY_STREAMS,
              "This server follows drafts for " + open + " clients, and not for more.")
          .asException();
    }
    int mine = tenants.getOrDefault(tenant, 0);
    if (mine >= settings.maxStreamsPerTenant()) {
      throw Problem.of(
              ProblemType.TOO_MANY_REQUESTS,
              "Your tenant follows drafts with "
                  + mine
                  + " streams on this server, and may not open more.")
          .withRetryAfter(ProblemType.TOO_MANY_STREAMS.retryAfter().orElseThrow())
          .asException();
    }
    Watch watch = watches.computeIfAbsent(followed, key -> new Watch(key, tenant, signal));
    watch.streams++;
    tenants.put(tenant, mine + 1);
    open++;
    return new Place(watch);
  }

  private synchronized void leave(Watch watch) {
    open--;
    tenants.computeIfPresent(watch.tenant, (tenant, count) -> count == 1 ? null : count - 1);
    watch.streams--;
    if (watch.streams == 0) {
      watches.remove(watch.followed);
    }
  }

  /** Ends all streams, each when it is woken. */
  public void stop() {
    stopped = true;
  }

  /** The right to be one of the streams. */
  public final class Place implements AutoCloseable {
    private final Watch watch;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(Watch watch) {
      this.watch = watch;
    }

    /** Whether the stream may go on. */
    public boolean isOpen() {
      return !left.get() && !stopped;
    }

    /** Raised when this server saves what is followed. */
    public EventSignal signal() {
      return watch.signal;
    }

    /** How it is followed. */
    FollowSettings settings() {
      return settings;
    }

    /** What is there, as one of those found it who follow it; looked for anew when that is old. */
    public T look(Supplier<T> finder) throws InterruptedException {
      return watch.look(finder);
    }

    /** Gives the place back; a second time does nothing. */
    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        leave(watch);
      }
    }
  }

  /** All who follow one draft. */
  private final class Watch {
    private final K followed;
    private final TenantId tenant;
    private final EventSignal signal;
    private final ReentrantLock looking = new ReentrantLock();
    private Optional<Look<T>> last = Optional.empty();
    private int streams;

    Watch(K followed, TenantId tenant, EventSignal signal) {
      this.followed = followed;
      this.tenant = tenant;
      this.signal = signal;
    }

    T look(Supplier<T> finder) throws InterruptedException {
      // Those who come meanwhile wait for what is found, and look no more.
      looking.lockInterruptibly();
      try {
        Optional<Look<T>> known = last.filter(this::isFresh);
        if (known.isPresent()) {
          return known.get().found();
        }
        long raised = signal.count();
        long at = System.nanoTime();
        T found = finder.get();
        last = Optional.of(new Look<>(found, raised, at));
        return found;
      } finally {
        looking.unlock();
      }
    }

    private boolean isFresh(Look<T> look) {
      return look.raised() == signal.count()
          // Half, as a stream may look just before this becomes old.
          && System.nanoTime() - look.at() < settings.poll().toNanos() / 2;
    }
  }
}
