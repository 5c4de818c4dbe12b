package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.event.Backlog;
import dev.galley.application.event.Lease;
import dev.galley.application.event.LeaseLost;
import dev.galley.application.event.Outbox;
import dev.galley.application.event.Parked;
import dev.galley.application.event.Slot;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Each event is pending from its save until it is marked, in the order of its aggregate, and only
 * the holder of the lease on its slot marks it.
 */
public interface OutboxContract extends StoreContract {

  private Outbox outbox() {
    return store().outbox();
  }

  private static Parked parked(AggregateRef aggregate, String reason) {
    return new Parked(aggregate, 1, reason, Instant.parse("2026-04-04T04:04:04.004Z"));
  }

  private static List<Long> sequences(List<Event> events) {
    return events.stream().map(Event::sequence).toList();
  }

  /** An assistant with that many events, all of one time. */
  private static Assistant withEvents(Author author, String name, int events) {
    Stamp stamp = author.now();
    var content = Author.content(name, "0");
    Assistant assistant =
        author.saved(author.creationChange(author.birth(content), content, stamp));
    for (int i = 1; i < events; i++) {
      assistant = author.saved(author.liveChange(assistant, Author.content(name, "" + i), stamp));
    }
    assertThat(assistant.sequence()).isEqualTo(events);
    return assistant;
  }

  @Test
  default void whatIsSavedIsPendingUntilItIsMarked() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    Assistant one = author.create("One");
    Assistant two = author.create("Two");
    one = author.commit(author.edit(author.open(one), "Better."));
    author.delete(two);
    List<Event> all = new ArrayList<>(store().eventLog().of(one.ref(), 0, 10));
    all.addAll(store().eventLog().of(two.ref(), 0, 10));
    all.sort(Comparator.comparing(event -> event.stamp().at()));

    List<Event> pending = publishing.pending(1_000);
    assertThat(pending).hasSize(4).isEqualTo(all);

    publishing.published(pending.subList(0, 2));
    assertThat(publishing.pending(1_000)).isEqualTo(all.subList(2, 4));
    publishing.published(pending.subList(2, 4));
    assertThat(publishing.pending(1_000)).isEmpty();
    assertThat(store().eventLog().of(one.ref(), 0, 10)).hasSize(2);
  }

  @Test
  default void aMarkMayBeRepeated() {
    Publishing publishing = Publishing.takeOver(store());
    Assistant assistant = withEvents(author(), "Repeated", 3);
    List<Event> events = publishing.pendingOf(assistant.ref());

    publishing.published(events.subList(0, 2));
    publishing.published(events.subList(0, 2));
    outbox().published(publishing.on(assistant.ref()), List.of());
    assertThat(publishing.pendingOf(assistant.ref())).isEqualTo(events.subList(2, 3));
    publishing.published(events);
    assertThat(publishing.pendingOf(assistant.ref())).isEmpty();
  }

  @Test
  default void thePendingEventsOfAnAggregateAreARunFromItsFirst() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    Assistant one = withEvents(author, "One", 7);
    Assistant two = withEvents(author, "Two", 7);
    Map<AggregateRef, Long> reached = new HashMap<>();
    List<Event> some = publishing.pending(3);
    while (!some.isEmpty()) {
      assertThat(some).hasSizeLessThanOrEqualTo(3);
      for (Event event : some) {
        assertThat(event.sequence()).isEqualTo(reached.getOrDefault(event.aggregate(), 0L) + 1);
        reached.put(event.aggregate(), event.sequence());
      }
      publishing.published(some);
      some = publishing.pending(3);
    }
    assertThat(reached).isEqualTo(Map.of(one.ref(), 7L, two.ref(), 7L));
  }

  @Test
  default void whatCameFirstIsPublishedFirst() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    List<AggregateRef> created = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      created.add(author.create("Number " + i).ref());
    }
    assertThat(publishing.pending(5))
        .extracting(Event::aggregate)
        .containsExactlyElementsOf(created.subList(0, 5));
  }

  @Test
  default void onlyTheSlotsThatAreAskedForAnswer() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    Map<Slot, Set<AggregateRef>> bySlot = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      AggregateRef ref = author.create("Number " + i).ref();
      bySlot.computeIfAbsent(Slot.of(ref), s -> new HashSet<>()).add(ref);
    }
    publishing.pending(1_000);
    for (Slot slot : Slot.all()) {
      assertThat(outbox().pending(List.of(slot), 1_000))
          .extracting(Event::aggregate)
          .containsExactlyInAnyOrderElementsOf(bySlot.getOrDefault(slot, Set.of()));
    }
    assertThat(outbox().pending(List.of(), 1_000)).isEmpty();
    assertThat(outbox().pending(List.of(new Slot(3), new Slot(3)), 1_000))
        .extracting(Event::aggregate)
        .containsExactlyInAnyOrderElementsOf(bySlot.getOrDefault(new Slot(3), Set.of()));
  }

  @Test
  default void anEventComesOutAsItWasSaved() {
    Publishing publishing = Publishing.takeOver(store());
    Author author = author();
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    var change = author.creationChange("Traced").in(trace);
    author.mustSave(change);
    AggregateRef ref = change.next().ref();

    assertThat(publishing.pendingOf(ref)).isEqualTo(change.events());
    assertThat(store().eventLog().of(ref, 0, 10)).isEqualTo(change.events());
    assertThat(publishing.pendingOf(ref).getFirst().traceparent()).contains(trace);
    assertThat(publishing.pendingOf(ref).getFirst().content()).isPresent();
  }

  @Test
  default void whoHasLostTheLeaseWritesNothing() {
    Publishing late = Publishing.takeOver(store());
    Assistant assistant = withEvents(author(), "Contended", 2);
    AggregateRef ref = assistant.ref();
    List<Event> events = late.pendingOf(ref);
    Publishing current = Publishing.takeOver(store());
    requireLost(late.on(ref), events);

    Lease released = current.on(ref);
    store().leases().release(released);
    requireLost(released, events);
    Lease neverHeld = new Lease(released.name(), "somebody else", released.term(), 0);
    requireLost(neverHeld, events);

    current = Publishing.takeOver(store());
    current.published(events);
    assertThat(current.pendingOf(ref)).isEmpty();
  }

  private void requireLost(Lease lost, List<Event> events) {
    AggregateRef ref = events.getFirst().aggregate();
    assertThatThrownBy(() -> outbox().published(lost, events)).isInstanceOf(LeaseLost.class);
    assertThatThrownBy(() -> outbox().published(lost, List.of())).isInstanceOf(LeaseLost.class);
    assertThatThrownBy(() -> outbox().park(lost, parked(ref, "Too long.")))
        .isInstanceOf(LeaseLost.class);
    try {
      assertThat(outbox().gather(List.of(lost), 1_000)).isZero();
    } catch (LeaseLost e) {
      // Either is right: a store that has nothing to copy has nothing to guard.
    }
    assertThat(allParked()).extracting(Parked::aggregate).doesNotContain(ref);
    assertThat(outbox().pending(List.of(Slot.of(ref)), 1_000))
        .filteredOn(event -> event.aggregate().equals(ref))
        .isEqualTo(events);
  }

  @Test
  default void aLeaseIsForItsSlotOnly() {
    Publishing publishing = Publishing.takeOver(store());
    Assistant assistant = author().create("Elsewhere");
    AggregateRef ref = assistant.ref();
    List<Event> events = publishing.pendingOf(ref);
    Slot other = new Slot((Slot.of(ref).number() + 1) % Slot.COUNT);
    Lease lease = store().leases().all(other.lease()).getFirst();

    assertThatThrownBy(() -> outbox().published(lease, events))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outbox().park(lease, parked(ref, "Too long.")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(publishing.pendingOf(ref)).isEqualTo(events);
  }

  /** From the moment that somebody else has the lease, nothing moves under the old one. */
  @Test
  default void aTakeoverEndsTheMarksOfTheOldHolder() {
    Author author = author();
    for (int round = 0; round < 10; round++) {
      Publishing old = Publishing.takeOver(store());
      AggregateRef ref = withEvents(author, "Round " + round, 12).ref();
      List<Event> events = old.pendingOf(ref);
      List<Callable<List<Event>>> both = new ArrayList<>();
      both.add(() -> {
        for (Event event : events) {
          try {
            outbox().published(old.on(ref), List.of(event));
          } catch (LeaseLost e) {
            return List.of();
          }
        }
        return List.of();
      });
      both.add(() -> {
        Lease seen = old.on(ref);
        assertThat(store().leases().take(seen.name(), Optional.of(seen), "successor")).isPresent();
        return outbox().pending(List.of(Slot.of(ref)), 1_000);
      });
      List<Event> seenBySuccessor =
          Together.run(both).get(1).stream().filter(e -> e.aggregate().equals(ref)).toList();

      assertThat(Publishing.takeOver(store()).pendingOf(ref)).isEqualTo(seenBySuccessor);
    }
  }

  @Test
  default void parkingHidesOneAggregateUntilItIsReplayed() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    Assistant bad = withEvents(author, "Bad", 3);
    Assistant good = withEvents(author, "Good", 3);
    Parked parked = parked(bad.ref(), "Too long.");
    outbox().park(publishing.on(bad.ref()), parked);
    outbox().park(publishing.on(bad.ref()), parked(bad.ref(), "Again."));
    bad = author.editLive(bad, "While it was parked.");

    assertThat(publishing.pending(1_000))
        .hasSize(3)
        .extracting(Event::aggregate)
        .containsOnly(good.ref());
    assertThat(allParked()).containsExactly(parked);

    assertThat(outbox().replay(bad.ref())).contains(parked);
    assertThat(outbox().replay(bad.ref())).isEmpty();
    assertThat(outbox().replay(good.ref())).isEmpty();
    assertThat(allParked()).isEmpty();
    assertThat(sequences(publishing.pendingOf(bad.ref()))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(publishing.pending(1_000)).hasSize(7);
    publishing.drain();
  }

  @Test
  default void whatWasSentBeforeParkingCanStillBeMarked() {
    Publishing publishing = Publishing.takeOver(store());
    Assistant assistant = withEvents(author(), "Half way", 4);
    List<Event> events = publishing.pendingOf(assistant.ref());
    outbox().park(publishing.on(assistant.ref()), parked(assistant.ref(), "The third."));
    publishing.published(events.subList(0, 2));
    outbox().replay(assistant.ref());

    assertThat(publishing.pendingOf(assistant.ref())).isEqualTo(events.subList(2, 4));
    outbox().park(publishing.on(assistant.ref()), parked(assistant.ref(), "Again."));
    assertThat(publishing.pendingOf(assistant.ref())).isEmpty();
    outbox().replay(assistant.ref());
    publishing.drain();
  }

  @Test
  default void whatIsParkedIsReadInPages() {
    Publishing publishing = Publishing.takeOver(store());
    Author author = author();
    List<Parked> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      AggregateRef ref = author.create("Parked " + i).ref();
      all.add(parked(ref, "Because of " + i));
      outbox().park(publishing.on(ref), all.getLast());
    }
    all.sort(Comparator.comparing(parked -> parked.aggregate().key()));

    assertThat(allParked()).isEqualTo(all);
    List<Parked> first = outbox().parked("", 3);
    assertThat(first).isEqualTo(all.subList(0, 3));
    assertThat(outbox().parked(first.getLast().aggregate().key(), 3)).isEqualTo(all.subList(3, 5));
    assertThat(outbox().parked(all.getLast().aggregate().key(), 3)).isEmpty();
    all.forEach(parked -> outbox().replay(parked.aggregate()));
  }

  private List<Parked> allParked() {
    return outbox().parked("", 1_000);
  }

  @Test
  default void theBacklogIsCounted() {
    Publishing publishing = Publishing.afterAllOthers(store());
    assertThat(outbox().backlog()).isEqualTo(new Backlog(0, Optional.empty(), 0));
    Author author = author();
    Assistant one = withEvents(author, "One", 3);
    Assistant two = withEvents(author, "Two", 2);
    publishing.pending(1_000);

    assertThat(outbox().backlog()).isEqualTo(new Backlog(5, Optional.of(one.created().at()), 0));
    outbox().park(publishing.on(one.ref()), parked(one.ref(), "Too long."));
    assertThat(outbox().backlog()).isEqualTo(new Backlog(5, Optional.of(two.created().at()), 1));
    publishing.drain();
    assertThat(outbox().backlog()).isEqualTo(new Backlog(3, Optional.empty(), 1));
    outbox().replay(one.ref());
    publishing.drain();
    assertThat(outbox().backlog()).isEqualTo(new Backlog(0, Optional.empty(), 0));
  }

  /** Whatever is saved, parked and let go meanwhile, each event comes once and in order. */
  @Test
  default void noEventIsMissedNorComesTwice() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    int writers = 4;
    int saves = 25;
    List<Assistant> assistants = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      assistants.add(author.create("Busy " + i));
    }
    AtomicInteger writing = new AtomicInteger(writers);
    List<Callable<List<Event>>> tasks = new ArrayList<>();
    for (Assistant first : assistants) {
      tasks.add(() -> {
        Assistant assistant = first;
        for (int i = 0; i < saves; i++) {
          assistant = author.editLive(assistant, "Edit " + i);
        }
        writing.decrementAndGet();
        return List.of();
      });
    }
    tasks.add(() -> {
      AggregateRef ref = assistants.getFirst().ref();
      while (writing.get() > 0) {
        outbox().park(publishing.on(ref), parked(ref, "For a moment."));
        outbox().replay(ref);
      }
      outbox().replay(ref);
      writing.decrementAndGet();
      return List.of();
    });
    tasks.add(() -> {
      List<Event> all = new ArrayList<>();
      while (writing.get() >= 0) {
        List<Event> some = publishing.pending(7);
        publishing.published(some);
        all.addAll(some);
      }
      all.addAll(publishing.drain());
      return all;
    });
    List<Event> published = Together.run(tasks).getLast();

    for (Assistant assistant : assistants) {
      assertThat(
              published.stream()
                  .filter(event -> event.aggregate().equals(assistant.ref()))
                  .map(Event::sequence))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, saves + 1L).boxed().toList());
    }
  }
}
