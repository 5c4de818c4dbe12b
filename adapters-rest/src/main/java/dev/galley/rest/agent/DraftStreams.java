package dev.galley.rest.agent;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.CopySignals;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.event.EventSignal;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.rest.problem.Problem;
import dev.galley.rest.problem.ProblemType;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The streams of working copies that are open on this server: it counts them, and looks at a
 * working copy once for all who follow it.
 */
@Singleton
final class DraftStreams {
  private final ReadCopy read;
  private final CopySignals signals;
  private final DraftStreamSettings settings;
  private final Map<Followed, Watch> watches = new HashMap<>();
  private final Map<TenantId, Integer> tenants = new HashMap<>();
  private int open;
  private volatile boolean stopped;

  DraftStreams(AgentDesk desk, CopySignals signals, DraftStreamSettings settings) {
    this.read = new ReadCopy(desk);
    this.signals = signals;
    this.settings = settings;
  }

  /** What is followed. */
  private record Followed(TenantId tenant, AgentId agent, long base, String user) {}

  /**
   * What was found.
   *
   * @param raised the count of the signal before it was looked for
   * @param at when, by {@link System#nanoTime}
   */
  private record Look(Outcome<Optional<WorkingCopy>> found, long raised, long at) {}

  /**
   * A place for one more stream, to be given back.
   *
   * @throws dev.galley.rest.problem.ProblemException when the server (503) or the tenant (429) has
   *     as many as it may have
   */
  synchronized Place enter(CopyAddress address) {
    TenantId tenant = address.caller().tenant();
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
    Followed followed =
        new Followed(tenant, new AgentId(address.agent()), address.base(), address.caller().user());
    Watch watch = watches.computeIfAbsent(followed, Watch::new);
    watch.streams++;
    tenants.put(tenant, mine + 1);
    open++;
    return new Place(watch);
  }

  private synchronized void leave(Watch watch) {
    open--;
    tenants.computeIfPresent(
        watch.followed.tenant(), (tenant, count) -> count == 1 ? null : count - 1);
    watch.streams--;
    if (watch.streams == 0) {
      watches.remove(watch.followed);
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    signals.raiseAll();
  }

  /** The right to be one of the streams. */
  final class Place implements AutoCloseable {
    private final Watch watch;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(Watch watch) {
      this.watch = watch;
    }

    /** Whether the stream may go on. */
    boolean isOpen() {
      return !left.get() && !stopped;
    }

    /** Raised when this server saves what is followed. */
    EventSignal signal() {
      return watch.signal;
    }

    /** What is there, as one of those found it who follow it; looked for anew when that is old. */
    Outcome<Optional<WorkingCopy>> look(CopyAddress address) throws InterruptedException {
      return watch.look(address);
    }

    /** Gives the place back; a second time does nothing. */
    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        leave(watch);
      }
    }
  }

  /** All who follow one working copy. */
  private final class Watch {
    private final Followed followed;
    private final EventSignal signal;
    private final ReentrantLock looking = new ReentrantLock();
    private Optional<Look> last = Optional.empty();
    private int streams;

    Watch(Followed followed) {
      this.followed = followed;
      this.signal = signals.of(followed.tenant(), followed.agent(), followed.user());
    }

    Outcome<Optional<WorkingCopy>> look(CopyAddress address) throws InterruptedException {
      // Those who come meanwhile wait for what is found, and look no more.
      looking.lockInterruptibly();
      try {
        Optional<Look> known = last.filter(this::isFresh);
        if (known.isPresent()) {
          return known.get().found();
        }
        long raised = signal.count();
        long at = System.nanoTime();
        Outcome<Optional<WorkingCopy>> found = read.peek(address);
        last = Optional.of(new Look(found, raised, at));
        return found;
      } finally {
        looking.unlock();
      }
    }

    private boolean isFresh(Look look) {
      return look.raised() == signal.count()
          // Half, as a stream may look just before this becomes old.
          && System.nanoTime() - look.at() < settings.poll().toNanos() / 2;
    }
  }
}
