package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.FeedPage;
import dev.galley.application.event.Parked;
import dev.galley.application.store.Change;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** However a save is interrupted, afterwards all of it is there or nothing. */
public interface AtomicityContract extends StoreContract {

  /** The way to interrupt. */
  Faults faults();

  @Test
  default void aCreationIsWholeOrNothing() {
    Author author = author();
    int[] count = {0};
    interruptEverywhere(
        author,
        () -> {
          String name = "Created " + count[0]++;
          Assistant follower = author.create("Proposal " + name);
          return author
              .creationChange(name)
              .with(Author.receipt(Instant.parse("2026-03-03T03:03:03Z")))
              .using(Author.follower(follower));
        });
  }

  @Test
  default void anEditIsWholeOrNothing() {
    Author author = author();
    int[] count = {0};
    interruptEverywhere(
        author,
        () -> {
          Assistant assistant = author.open(author.create("Edited " + count[0]++));
          return author.editChange(assistant, "Unheard of " + count[0]);
        });
  }

  @Test
  default void aCommitIsWholeOrNothing() {
    Author author = author();
    int[] count = {0};
    interruptEverywhere(
        author,
        () -> {
          Assistant assistant = author.open(author.create("Committed " + count[0]++));
          AssistantContent head = AssistantSamples.full("Renamed " + count[0], 2);
          return author.commitChange(author.edit(assistant, head));
        });
  }

  @Test
  default void aWriteOnLiveWithAllThereIsIsWholeOrNothing() {
    Author author = author();
    int[] count = {0};
    interruptEverywhere(
        author,
        () -> {
          int n = count[0]++;
          Assistant former = author.create("Former holder " + n);
          Slug wanted = former.slug();
          author.saved(Author.renamingChange(former, Slug.of("moved on " + n)));
          Assistant follower = author.create("Proposal " + n);
          Assistant assistant = author.create("Target " + n);
          Change rename = Author.renamingChange(assistant, wanted);
          return rename
              .with(Author.receipt(Instant.parse("2026-03-03T03:03:03Z")))
              .using(Author.follower(follower));
        });
  }

  @Test
  default void aDeletionIsWholeOrNothing() {
    Author author = author();
    int[] count = {0};
    interruptEverywhere(
        author, () -> author.deletionChange(author.open(author.create("Deleted " + count[0]++))));
  }

  @Test
  default void aMarkIsWholeOrNothingAndCanBeRepeated() {
    Author author = author();
    Publishing publishing = Publishing.afterAllOthers(store());
    interruptWrite(where -> {
      AggregateRef ref = author.editLive(author.create("Marked " + where), "Twice.").ref();
      List<Event> events = publishing.pendingOf(ref);
      assertThat(events).hasSize(2);
      return new Write(
          () -> publishing.published(events),
          () ->
              assertThat(publishing.pendingOf(ref))
                  .as(where)
                  .satisfiesAnyOf(
                      left -> assertThat(left).isEmpty(),
                      left -> assertThat(left).isEqualTo(events)),
          () -> assertThat(publishing.pendingOf(ref)).as(where).isEmpty());
    });
  }

  @Test
  default void parkingIsWholeOrNothingAndCanBeRepeated() {
    Author author = author();
    Publishing publishing = Publishing.afterAllOthers(store());
    interruptWrite(where -> {
      AggregateRef ref = author.editLive(author.create("Parked " + where), "Twice.").ref();
      List<Event> events = publishing.pendingOf(ref);
      Parked parked = new Parked(ref, 1, "Too long.", Instant.parse("2026-03-03T03:03:03Z"));
      return new Write(
          () -> store().outbox().park(publishing.on(ref), parked),
          () ->
              assertThat(publishing.pendingOf(ref))
                  .as(where)
                  .isEqualTo(
                      store().outbox().parked("", 1_000).contains(parked) ? List.of() : events),
          () -> {
            assertThat(publishing.pendingOf(ref)).as(where).isEmpty();
            assertThat(store().outbox().replay(ref)).as(where).contains(parked);
            assertThat(publishing.pendingOf(ref)).as(where).isEqualTo(events);
          });
    });
  }

  @Test
  default void aReplayIsWholeOrNothingAndCanBeRepeated() {
    Author author = author();
    Publishing publishing = Publishing.afterAllOthers(store());
    interruptWrite(where -> {
      AggregateRef ref = author.editLive(author.create("Replayed " + where), "Twice.").ref();
      List<Event> events = publishing.pendingOf(ref);
      Parked parked = new Parked(ref, 1, "Too long.", Instant.parse("2026-03-03T03:03:03Z"));
      store().outbox().park(publishing.on(ref), parked);
      return new Write(
          () -> store().outbox().replay(ref),
          () ->
              assertThat(publishing.pendingOf(ref))
                  .as(where)
                  .isEqualTo(
                      store().outbox().parked("", 1_000).contains(parked) ? List.of() : events),
          () -> assertThat(publishing.pendingOf(ref)).as(where).isEqualTo(events));
    });
  }

  @Test
  default void positionsHaveNoHoleAfterAnInterruption() {
    Author author = author();
    Publishing publishing = Publishing.afterAllOthers(store());
    interruptWrite(where -> {
      author.editLive(author.create("Placed " + where), "Twice.");
      publishing.pending(1_000);
      int before = positions(author).size();
      return new Write(
          () -> store().eventFeed().place(publishing.feed(), 10),
          () -> assertThat(positions(author).size()).as(where).isIn(before, before + 2),
          () -> {
            List<Long> positions = positions(author);
            assertThat(positions).as(where).hasSize(before + 2);
            assertThat(positions.getLast() - positions.getFirst())
                .as(where)
                .isEqualTo(positions.size() - 1L);
          });
    });
  }

  private List<Long> positions(Author author) {
    return store().eventFeed().after(author.tenant(), 0, 1_000).entries().stream()
        .map(FeedPage.Entry::position)
        .toList();
  }

  /** A write that can be repeated; what has to be so after it failed, and after it was repeated. */
  record Write(Runnable run, Runnable afterFailure, Runnable afterRepetition) {}

  /** Interrupts a write at its first step, its second..., until one goes through undisturbed. */
  private void interruptWrite(Function<String, Write> prepared) {
    for (Faults.Moment moment : Faults.Moment.values()) {
      boolean struck = true;
      int failures = 0;
      for (int step = 1; struck; step++) {
        assertThat(step).as("steps of one write").isLessThan(100);
        Write write = prepared.apply("connection lost " + moment + " step " + step);
        faults().loseConnectionAt(step, moment);
        try {
          write.run().run();
        } catch (StoreUnavailable e) {
          failures++;
        } finally {
          struck = faults().clear();
        }
        write.afterFailure().run();
        write.run().run();
        write.afterRepetition().run();
      }
      assertThat(failures).as("steps that failed when lost " + moment).isPositive();
    }
  }

  /** Interrupts a save at its first step, its second..., until one goes through undisturbed. */
  private void interruptEverywhere(Author author, Supplier<Change> prepared) {
    for (Faults.Moment moment : Faults.Moment.values()) {
      boolean struck = true;
      int step = 1;
      int failures = 0;
      for (; struck; step++) {
        assertThat(step).as("steps of one save").isLessThan(100);
        Change change = prepared.get();
        Optional<Assistant> before = author.find(id(change));
        String where = "connection lost " + moment + " step " + step;
        faults().loseConnectionAt(step, moment);
        boolean unknown = false;
        Optional<SaveOutcome> outcome = Optional.empty();
        try {
          outcome = Optional.of(store().aggregates().save(change));
        } catch (StoreUnavailable e) {
          failures++;
        } catch (OutcomeUnknown e) {
          failures++;
          unknown = true;
        } finally {
          struck = faults().clear();
        }
        boolean happened = store().aggregates().happened(change.next().ref(), change.id());
        if (outcome.isPresent()) {
          assertThat(outcome).as(where).contains(new SaveOutcome.Saved());
          assertThat(happened).as(where).isTrue();
        } else if (!unknown) {
          assertThat(happened).as(where + ", which was said not to have happened").isFalse();
        }
        if (happened) {
          requireAll(author, change, where);
        } else {
          requireNothing(author, change, before, where);
          author.mustSave(change);
          requireAll(author, change, where + ", then saved again");
        }
      }
      assertThat(failures).as("steps that failed when lost " + moment).isGreaterThanOrEqualTo(2);
    }
  }

  private static AssistantId id(Change change) {
    return new AssistantId(change.next().ref().id());
  }

  private void requireAll(Author author, Change change, String where) {
    var ref = change.next().ref();
    if (change.next() instanceof Assistant next) {
      assertThat(author.find(next.id())).as(where).contains(next);
      assertThat(author.named(next.naturalId().toString())).as(where).contains(next.id());
      assertThat(author.listed()).as(where).contains(next.id());
    } else if (change.next() instanceof Tombstone) {
      assertThat(author.find(id(change))).as(where).isEmpty();
      assertThat(author.listed()).as(where).doesNotContain(id(change));
    }
    change
        .snapshots()
        .forEach(snapshot ->
            assertThat(store().snapshots().find(author.tenant(), snapshot.hash()))
                .as(where)
                .contains(snapshot));
    change
        .revisions()
        .forEach(revision ->
            assertThat(store().revisions().find(author.tenant(), id(change), revision.number()))
                .as(where)
                .contains(revision));
    change
        .entries()
        .forEach(entry ->
            assertThat(
                    store()
                        .revisions()
                        .history(author.tenant(), id(change), entry.draft(), entry.seqNo() + 1, 1))
                .as(where)
                .containsExactly(entry));
    change
        .events()
        .forEach(event ->
            assertThat(store().eventLog().of(ref, event.sequence() - 1, 1))
                .as(where)
                .containsExactly(event));
    List<Event> pending = Publishing.takeOver(store()).pendingOf(ref);
    change.events().forEach(event -> assertThat(pending).as(where).contains(event));
    change
        .receipt()
        .ifPresent(receipt ->
            assertThat(store().receipts().find(author.tenant(), receipt.key()))
                .as(where)
                .contains(receipt));
    change
        .follower()
        .ifPresent(follower ->
            assertThat(author.find(new AssistantId(follower.ref().id()))).as(where).isEmpty());
  }

  private void requireNothing(
      Author author, Change change, Optional<Assistant> before, String where) {
    assertThat(author.find(id(change))).as(where).isEqualTo(before);
    before.ifPresentOrElse(
        assistant -> {
          assertThat(author.named(assistant.naturalId().toString()))
              .as(where)
              .contains(assistant.id());
          assertThat(author.listed()).as(where).contains(assistant.id());
        },
        () -> assertThat(author.listed()).as(where).doesNotContain(id(change)));
    change
        .snapshots()
        .forEach(snapshot ->
            assertThat(before.isPresent() && before.get().live().content().equals(snapshot.hash()))
                .as("a content that is new")
                .isFalse());
    change
        .revisions()
        .forEach(revision ->
            assertThat(store().revisions().find(author.tenant(), id(change), revision.number()))
                .as(where)
                .isEmpty());
    change
        .entries()
        .forEach(entry ->
            assertThat(
                    store()
                        .revisions()
                        .history(author.tenant(), id(change), entry.draft(), entry.seqNo() + 1, 1))
                .as(where)
                .doesNotContain(entry));
    change
        .events()
        .forEach(event ->
            assertThat(store().eventLog().of(change.next().ref(), event.sequence() - 1, 1))
                .as(where)
                .isEmpty());
    List<Event> pending = Publishing.takeOver(store()).pendingOf(change.next().ref());
    change.events().forEach(event -> assertThat(pending).as(where).doesNotContain(event));
    Optional<Receipt> receipt = change.receipt();
    receipt.ifPresent(
        r -> assertThat(store().receipts().find(author.tenant(), r.key())).as(where).isEmpty());
    change
        .follower()
        .ifPresent(follower ->
            assertThat(author.find(new AssistantId(follower.ref().id())).map(Assistant::version))
                .as(where)
                .contains(follower.version()));
  }
}
