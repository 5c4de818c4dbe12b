package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.event.EventFeed;
import dev.galley.application.event.FeedPage;
import dev.galley.application.event.LeaseLost;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whoever follows the feed sees each event of the tenant once, and nothing appears behind him. */
public interface EventFeedContract extends StoreContract {

  private EventFeed feed() {
    return store().eventFeed();
  }

  private List<FeedPage.Entry> all(Author author) {
    return feed().after(author.tenant(), 0, 1_000).entries();
  }

  private static List<Long> positions(List<FeedPage.Entry> entries) {
    return entries.stream().map(FeedPage.Entry::position).toList();
  }

  @Test
  default void positionsAreGivenOneAfterTheOtherInTheOrderOfTime() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    Assistant one = author.create("One");
    author.create("Two");
    author.delete(author.commit(author.edit(author.open(one), "Better.")));
    assertThat(all(author)).isEmpty();
    assertThat(feed().last(author.tenant())).isZero();
    publishing.place();

    List<FeedPage.Entry> entries = all(author);
    long first = entries.getFirst().position();
    assertThat(first).isPositive();
    assertThat(positions(entries)).containsExactly(first, first + 1, first + 2, first + 3);
    assertThat(entries.stream().map(entry -> entry.event().stamp().at())).isSorted();
    assertThat(entries.stream().map(FeedPage.Entry::event))
        .containsAll(store().eventLog().of(one.ref(), 0, 10))
        .doesNotHaveDuplicates();
    assertThat(feed().last(author.tenant())).isEqualTo(first + 3);
    assertThat(feed().after(author.tenant(), 0, 10).horizon()).isZero();
  }

  @Test
  default void atMostSoManyAreGivenAtOnce() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    for (int i = 0; i < 5; i++) {
      author.create("Number " + i);
    }
    publishing.pending(1_000);

    assertThat(feed().place(publishing.feed(), 3)).isEqualTo(3);
    assertThat(all(author)).hasSize(3);
    assertThat(feed().place(publishing.feed(), 3)).isEqualTo(2);
    assertThat(feed().place(publishing.feed(), 3)).isZero();
    List<Long> positions = positions(all(author));
    assertThat(positions)
        .isEqualTo(
            LongStream.range(positions.getFirst(), positions.getFirst() + 5).boxed().toList());
  }

  @Test
  default void aPageBeginsBehindAPosition() {
    Publishing publishing = Publishing.takeOver(store());
    Author author = author();
    for (int i = 0; i < 5; i++) {
      author.create("Number " + i);
    }
    publishing.place();
    List<FeedPage.Entry> all = all(author);

    FeedPage page = feed().after(author.tenant(), 0, 2);
    assertThat(page.entries()).isEqualTo(all.subList(0, 2));
    page = feed().after(author.tenant(), page.entries().getLast().position(), 2);
    assertThat(page.entries()).isEqualTo(all.subList(2, 4));
    page = feed().after(author.tenant(), page.entries().getLast().position(), 2);
    assertThat(page.entries()).isEqualTo(all.subList(4, 5));
    page = feed().after(author.tenant(), page.entries().getLast().position(), 2);
    assertThat(page.entries()).isEmpty();
    assertThat(feed().after(author.tenant(), Long.MAX_VALUE, 2).entries()).isEmpty();
  }

  @Test
  default void aTenantSeesOnlyItsOwnEvents() {
    Publishing publishing = Publishing.takeOver(store());
    Author one = author();
    Author two = author();
    for (int i = 0; i < 3; i++) {
      one.create("One's " + i);
      two.create("Two's " + i);
    }
    publishing.place();

    for (Author author : List.of(one, two)) {
      assertThat(all(author))
          .hasSize(3)
          .allSatisfy(
              entry -> assertThat(entry.event().aggregate().tenant()).isEqualTo(author.tenant()));
      assertThat(feed().last(author.tenant())).isEqualTo(all(author).getLast().position());
    }
    assertThat(positions(all(one))).doesNotContainAnyElementsOf(positions(all(two)));
  }

  @Test
  default void eventsOfOneTimeAreInTheOrderOfTheirAggregate() {
    Publishing publishing = Publishing.takeOver(store());
    Author author = author();
    var stamp = author.now();
    Assistant assistant =
        author.saved(
            author.creationChange(
                author.birth(Author.content("Quick", "0")), Author.content("Quick", "0"), stamp));
    for (int i = 1; i < 12; i++) {
      assistant =
          author.saved(author.liveChange(assistant, Author.content("Quick", "" + i), stamp));
    }
    publishing.pending(1_000);
    while (feed().place(publishing.feed(), 5) > 0) {}

    assertThat(all(author))
        .extracting(entry -> entry.event().sequence())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
  }

  @Test
  default void whoHasLostTheLeaseGivesNoPosition() {
    Publishing late = Publishing.afterAllOthers(store());
    Publishing current = Publishing.takeOver(store());
    assertThatThrownBy(() -> feed().place(late.feed(), 1_000)).isInstanceOf(LeaseLost.class);
    Author author = author();
    author.create("Contended");
    current.pending(1_000);

    assertThatThrownBy(() -> feed().place(late.feed(), 1_000)).isInstanceOf(LeaseLost.class);
    assertThat(all(author)).isEmpty();
    store().leases().release(current.feed());
    assertThatThrownBy(() -> feed().place(current.feed(), 1_000)).isInstanceOf(LeaseLost.class);
    assertThat(all(author)).isEmpty();
    Publishing.takeOver(store()).place();
    assertThat(all(author)).hasSize(1);
  }

  /** Positions stay unique and without holes when the worker changes in the middle. */
  @Test
  default void workersThatOvertakeEachOtherGiveEachPositionOnce() {
    Publishing.afterAllOthers(store());
    Author author = author();
    int events = 60;
    for (int i = 0; i < events; i++) {
      author.create("Number " + i);
    }
    Publishing.takeOver(store()).pending(1_000);
    List<Callable<Integer>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      workers.add(() -> {
        int placed = 0;
        while (all(author).size() < events) {
          Publishing self = Publishing.takeOver(store());
          try {
            placed += feed().place(self.feed(), 2);
          } catch (LeaseLost e) {
            // Somebody else has it: in turn.
          }
        }
        return placed;
      });
    }
    int placed = Together.run(workers).stream().mapToInt(n -> n).sum();

    List<Long> positions = positions(all(author));
    assertThat(placed).isEqualTo(events);
    assertThat(positions)
        .isEqualTo(
            LongStream.range(positions.getFirst(), positions.getFirst() + events).boxed().toList());
    assertThat(all(author).stream().map(entry -> entry.event().id())).doesNotHaveDuplicates();
  }

  @Test
  default void aReaderBesideWritersSeesEachEventOnce() {
    Publishing publishing = Publishing.afterAllOthers(store());
    Author author = author();
    int writers = 4;
    int saves = 20;
    AtomicInteger writing = new AtomicInteger(writers);
    AtomicInteger placing = new AtomicInteger(1);
    List<Callable<List<FeedPage.Entry>>> tasks = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      String name = "Busy " + w;
      tasks.add(() -> {
        Assistant assistant = author.create(name);
        for (int i = 1; i < saves; i++) {
          assistant = author.editLive(assistant, "Edit " + i);
        }
        writing.decrementAndGet();
        return List.of();
      });
    }
    tasks.add(() -> {
      while (writing.get() > 0) {
        publishing.pending(3);
        feed().place(publishing.feed(), 3);
      }
      publishing.place();
      placing.set(0);
      return List.of();
    });
    tasks.add(() -> {
      List<FeedPage.Entry> seen = new ArrayList<>();
      long cursor = 0;
      boolean more = true;
      while (more) {
        boolean last = placing.get() == 0;
        List<FeedPage.Entry> page = feed().after(author.tenant(), cursor, 5).entries();
        seen.addAll(page);
        cursor = page.isEmpty() ? cursor : page.getLast().position();
        more = !last || !page.isEmpty();
      }
      return seen;
    });
    List<FeedPage.Entry> seen = Together.run(tasks).getLast();

    assertThat(seen).hasSize(writers * saves).isEqualTo(all(author));
    assertThat(positions(seen)).isSorted().doesNotHaveDuplicates();
    Map<AggregateRef, Long> reached = new HashMap<>();
    for (FeedPage.Entry entry : seen) {
      Event event = entry.event();
      assertThat(event.sequence()).isEqualTo(reached.getOrDefault(event.aggregate(), 0L) + 1);
      reached.put(event.aggregate(), event.sequence());
    }
  }

  @Test
  default void theContentsOfADeletedAssistantAreGoneFromItsEvents() {
    Publishing publishing = Publishing.takeOver(store());
    Author author = author();
    Assistant doomed = author.create("Doomed");
    publishing.place();
    assertThat(all(author).getFirst().event().content()).isPresent();
    author.delete(doomed);
    while (store().housekeeping().eraseDeleted(100) > 0) {}
    publishing.place();

    assertThat(all(author))
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry.event().content()).isEmpty());
    assertThat(publishing.pendingOf(doomed.ref()))
        .isEqualTo(all(author).stream().map(FeedPage.Entry::event).toList());
  }
}
