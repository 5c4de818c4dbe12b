package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.OutcomeUnknown;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.Slug;
import java.time.Instant;
import java.util.Optional;
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
          outcome = Optional.of(store().assistants().save(change));
        } catch (StoreUnavailable e) {
          failures++;
        } catch (OutcomeUnknown e) {
          failures++;
          unknown = true;
        } finally {
          struck = faults().clear();
        }
        boolean happened = store().assistants().happened(change.next().ref(), change.id());
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
