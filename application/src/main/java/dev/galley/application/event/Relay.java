package dev.galley.application.event;

import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.event.Event;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries events from the outbox to the publisher: of one aggregate one after the other, each after
 * the acknowledgement of the one before; of many aggregates at once.
 *
 * <p>Two relays that believe in the same lease for a moment do no harm but repeats: neither sends
 * an event before the one before it was acknowledged to it or to the other, so the first
 * occurrences are in order.
 */
public final class Relay {
  private final Outbox outbox;
  private final EventMessages messages;
  private final EventPublisher publisher;
  private final RelayObserver observer;
  private final InstantSource clock;
  private final Executor executor;
  private final Ticker ticker;
  private final int batch;

  /** Aggregates that failed lately; only the thread that runs the rounds sees them. */
  private final Map<AggregateRef, Rest> resting = new HashMap<>();

  /** Until when an aggregate is left out, and how long that is. */
  private record Rest(long until, long pause) {}

  /** Events of one aggregate in a round, when more are waiting than a round takes. */
  private static final int OF_ONE = 64;

  private static final int MOST_RESTING = 10_000;
  private static final long FIRST_REST_NANOS = 1_000_000_000L;
  private static final long LONGEST_REST_NANOS = 30_000_000_000L;
  private static final long FORGET_NANOS = 60_000_000_000L;

  /**
   * @param clock tells when an event was parked
   * @param executor goes on with an aggregate's next event; not on the thread that brought the
   *     acknowledgement, which may be the only one that can bring another
   * @param ticker tells for how long an aggregate that failed is left out
   * @param batch how many events one round carries at most, 1 to 1,000
   */
  public Relay(
      Outbox outbox,
      EventMessages messages,
      EventPublisher publisher,
      RelayObserver observer,
      InstantSource clock,
      Executor executor,
      Ticker ticker,
      int batch) {
    this.outbox = outbox;
    this.messages = messages;
    this.publisher = publisher;
    this.observer = observer;
    this.clock = clock;
    this.executor = executor;
    this.ticker = ticker;
    this.batch = batch;
  }

  /** What one round has come to. */
  public enum Round {
    /** Nothing was pending. */
    IDLE,
    /** As many were carried as a round takes, or nearly: there may be more. */
    MORE,
    /** All that was pending was carried. */
    DONE,
    /** The other side could be reached with nothing. */
    OUTAGE
  }

  /**
   * Carries what is pending in the slots of these leases, and waits for the ends of all that it has
   * begun.
   *
   * @param leases held by this process, for slots
   * @param lost hears of leases that turned out to be lost; their events stay pending for the new
   *     holder
   */
  public Round run(List<Lease> leases, Consumer<Lease> lost) {
    Map<Slot, Lease> bySlot = new LinkedHashMap<>();
    gathered(leases, lost).forEach(lease -> bySlot.put(Slot.of(lease), lease));
    if (bySlot.isEmpty()) {
      return Round.IDLE;
    }
    List<Event> pending = pending(bySlot.keySet());
    if (pending.isEmpty()) {
      return Round.IDLE;
    }
    Sending sending = new Sending();
    sending.all(messages.of(pending));
    settle(sending, bySlot, lost);
    if (!sending.failed.isEmpty() && sending.acknowledged.isEmpty()) {
      return Round.OUTAGE;
    }
    return pending.size() >= batch ? Round.MORE : Round.DONE;
  }

  /**
   * What comes next. An aggregate with a long backlog takes a part of the round only, and those
   * that failed a moment ago are left out, so that neither keeps the others waiting.
   */
  private List<Event> pending(Collection<Slot> slots) {
    long now = ticker.nanos();
    resting.values().removeIf(rest -> now - rest.until() >= FORGET_NANOS);
    Set<AggregateRef> without = new HashSet<>();
    resting.forEach((ref, rest) -> {
      if (now - rest.until() < 0) {
        without.add(ref);
      }
    });
    List<Event> first = outbox.pending(slots, without, batch);
    if (first.size() < batch) {
      return first;
    }
    Map<AggregateRef, Integer> counts = new HashMap<>();
    List<Event> taken = new ArrayList<>();
    for (Event event : first) {
      if (counts.merge(event.aggregate(), 1, Integer::sum) <= OF_ONE) {
        taken.add(event);
      }
    }
    if (taken.size() < first.size()) {
      counts.forEach((ref, count) -> {
        if (count > OF_ONE) {
          without.add(ref);
        }
      });
      Set<Event> known = new HashSet<>(taken);
      outbox.pending(slots, without, batch).stream().filter(known::add).forEach(taken::add);
    }
    return taken;
  }

  private void rest(AggregateRef aggregate) {
    if (resting.size() >= MOST_RESTING && !resting.containsKey(aggregate)) {
      return;
    }
    long now = ticker.nanos();
    resting.compute(
        aggregate,
        (ref, before) -> {
          long pause =
              before == null ? FIRST_REST_NANOS : Math.min(before.pause() * 2, LONGEST_REST_NANOS);
          return new Rest(now + pause, pause);
        });
  }

  /** The leases that are held still. */
  private List<Lease> gathered(List<Lease> leases, Consumer<Lease> lost) {
    List<Lease> held = new ArrayList<>(leases);
    while (!held.isEmpty()) {
      try {
        outbox.gather(held, batch);
        return held;
      } catch (LeaseLost e) {
        if (!held.remove(e.lease())) {
          throw e;
        }
        lost.accept(e.lease());
      }
    }
    return held;
  }

  private void settle(Sending sending, Map<Slot, Lease> leases, Consumer<Lease> lost) {
    sending.acknowledged.forEach(event -> resting.remove(event.aggregate()));
    sending.failed.forEach(event -> rest(event.aggregate()));
    Map<Slot, List<Event>> done =
        sending.acknowledged.stream()
            .collect(Collectors.groupingBy(event -> Slot.of(event.aggregate())));
    Map<Slot, List<Refused>> refused =
        sending.refused.stream()
            .collect(Collectors.groupingBy(r -> Slot.of(r.event().aggregate())));
    leases.forEach((slot, lease) -> {
      try {
        if (done.containsKey(slot)) {
          outbox.published(lease, done.get(slot));
        }
        for (Refused one : refused.getOrDefault(slot, List.of())) {
          Parked parked =
              new Parked(
                  one.event().aggregate(),
                  one.event().sequence(),
                  String.valueOf(one.cause().getMessage()),
                  clock.instant());
          outbox.park(lease, parked);
          observer.parked(parked, one.cause());
        }
      } catch (LeaseLost e) {
        lost.accept(lease);
      }
    });
  }

  private record Refused(Event event, EventRefused cause) {}

  /** One round's sending: a chain per aggregate. */
  private final class Sending {
    final ConcurrentLinkedQueue<Event> acknowledged = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Refused> refused = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Event> failed = new ConcurrentLinkedQueue<>();

    void all(List<EventMessage> pending) {
      Map<AggregateRef, List<EventMessage>> chains = new LinkedHashMap<>();
      for (EventMessage message : pending) {
        List<EventMessage> chain =
            chains.computeIfAbsent(message.event().aggregate(), ref -> new ArrayList<>());
        chain.add(message);
      }
      CompletableFuture.allOf(
              chains.values().stream()
                  .map(chain -> send(chain, 0))
                  .toArray(CompletableFuture[]::new))
          .join();
    }

    /** Ends, never with an exception, when the chain is through or has broken. */
    private CompletableFuture<Void> send(List<EventMessage> chain, int at) {
      Event event = chain.get(at).event();
      if (at > 0 && event.sequence() != chain.get(at - 1).event().sequence() + 1) {
        refused.add(new Refused(event, new EventRefused("The event before it is missing.", null)));
        return CompletableFuture.completedFuture(null);
      }
      CompletableFuture<Boolean> sent =
          begin(chain.get(at)).handle((nothing, failure) -> ended(event, failure));
      if (at + 1 == chain.size()) {
        return sent.thenAccept(goOn -> {});
      }
      return sent.thenComposeAsync(
          goOn -> goOn ? send(chain, at + 1) : CompletableFuture.completedFuture(null), executor);
    }

    private boolean ended(Event event, @Nullable Throwable failure) {
      if (failure == null) {
        acknowledged.add(event);
        observer.published(event);
        return true;
      }
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      if (cause instanceof EventRefused refusal) {
        refused.add(new Refused(event, refusal));
      } else {
        failed.add(event);
        observer.failed(event, cause);
      }
      return false;
    }

    private CompletableFuture<Void> begin(EventMessage message) {
      try {
        return publisher.publish(message).toCompletableFuture();
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }
}
