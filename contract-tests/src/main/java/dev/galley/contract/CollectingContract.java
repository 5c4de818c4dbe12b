package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The collector takes what nothing refers to any more, and nothing else. */
public interface CollectingContract extends StoreContract {

  private void sweepAll(Duration grace) {
    while (store().housekeeping().eraseDeleted(100) > 0
        || store().housekeeping().eraseEndedDrafts(1_000) > 0
        || store().housekeeping().collectSnapshots(grace, 1_000) > 0) {}
  }

  private boolean kept(Author author, ContentHash hash) {
    return store().snapshots().find(author.tenant(), hash).isPresent();
  }

  @Test
  default void whatIsReferredToStays() {
    Author author = author();
    Assistant assistant = author.create("Kept");
    assistant = author.discard(author.edit(author.open(assistant), "Discarded."));
    assistant = author.commit(author.edit(author.open(assistant), "Committed."));
    assistant = author.open(assistant);
    assistant = author.edit(assistant, "First head.");
    assistant = author.edit(assistant, "Second head.");
    assistant = author.editLive(assistant, "Past the base.");
    store().awaitGrace();
    sweepAll(store().shortestGrace());

    List<ContentHash> referred = new ArrayList<>();
    referred.add(assistant.live().content());
    UUID draft = assistant.draft().orElseThrow().id();
    referred.add(assistant.draft().orElseThrow().head());
    referred.add(assistant.draft().orElseThrow().baseContent());
    assistant.discarded().forEach(head -> referred.add(head.content()));
    store().revisions().before(author.tenant(), assistant.id(), 99, 99).stream()
        .map(Revision::content)
        .forEach(referred::add);
    store().revisions().history(author.tenant(), assistant.id(), draft, 99, 99).stream()
        .map(HistoryEntry::content)
        .forEach(referred::add);
    store().eventLog().of(assistant.ref(), 0, 99).stream()
        .flatMap(event -> event.content().stream())
        .forEach(referred::add);
    assertThat(referred).hasSizeGreaterThan(10);
    assertThat(referred).allMatch(hash -> kept(author, hash));
  }

  @Test
  default void whatUndoBringsBackStays() {
    Author author = author();
    Assistant assistant = author.open(author.create("Undone"));
    Change first = author.editChange(assistant, "First.");
    assistant = author.saved(first);
    Change second = author.editChange(assistant, "Second.");
    assistant = author.undo(author.saved(second));
    // Out of the reach of redo from here on, and still readable.
    assistant = author.edit(assistant, "Third.");
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(kept(author, first.snapshots().getFirst().hash())).isTrue();
    assertThat(kept(author, second.snapshots().getFirst().hash())).isTrue();

    assistant = author.undo(assistant);
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(assistant.draft().orElseThrow().head())
        .isEqualTo(first.snapshots().getFirst().hash());
    requireContents(author, assistant);
  }

  @Test
  default void anUndoneRebaseFindsItsBaseAgain() {
    Author author = author();
    Assistant assistant = author.edit(author.open(author.create("Rebased")), "Mine.");
    assistant = author.editLive(assistant, "Theirs.");
    assistant = author.saved(author.rebaseChange(assistant, "Both."));
    store().awaitGrace();
    sweepAll(store().shortestGrace());

    assistant = author.undo(assistant);
    sweepAll(store().shortestGrace());
    assertThat(assistant.draft().orElseThrow().base()).isEqualTo(1);
    requireContents(author, assistant);
  }

  @Test
  default void aDiscardedHeadThatCameBackStays() {
    Author author = author();
    Assistant assistant = author.discard(author.edit(author.open(author.create("Back")), "Gone."));
    assistant = author.editLive(assistant, "Meanwhile.");
    store().awaitGrace();
    sweepAll(store().shortestGrace());

    assistant = author.saved(author.restoreChange(assistant));
    for (int i = 0; i < DiscardedHead.KEPT + 1; i++) {
      sweepAll(store().shortestGrace());
      requireContents(author, assistant);
      assistant = author.saved(author.restoreChange(author.discard(assistant)));
    }
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    requireContents(author, assistant);
  }

  @Test
  default void theHistoryOfAnEndedDraftStaysWholeUntilItIsErased() {
    Author author = author();
    Assistant assistant = author.open(author.create("Ended"));
    Change middle = author.editChange(assistant, "Middle.");
    assistant = author.saved(middle);
    assistant = author.edit(assistant, "Last.");
    UUID draft = assistant.draft().orElseThrow().id();
    assistant = author.commit(assistant);
    store().awaitGrace();
    while (store().housekeeping().collectSnapshots(store().shortestGrace(), 1_000) > 0) {}

    for (HistoryEntry entry :
        store().revisions().history(author.tenant(), assistant.id(), draft, 99, 99)) {
      assertThat(kept(author, entry.content())).isTrue();
    }
    sweepAll(store().shortestGrace());
    assertThat(store().revisions().history(author.tenant(), assistant.id(), draft, 99, 99))
        .isEmpty();
    assertThat(kept(author, middle.snapshots().getFirst().hash())).isFalse();
    assertThat(kept(author, assistant.live().content())).isTrue();
  }

  @Test
  default void whatNothingRefersToGoesAfterTheGrace() {
    Author author = author();
    Change unreferenced = withStray(author, "Stray");
    author.mustSave(unreferenced);
    ContentHash stray = unreferenced.snapshots().getLast().hash();

    sweepAll(Duration.ofHours(1));
    assertThat(kept(author, stray)).isTrue();
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(kept(author, stray)).isFalse();
    assertThat(kept(author, unreferenced.snapshots().getFirst().hash())).isTrue();
  }

  /** A creation that brings one content more than it refers to. */
  private static Change withStray(Author author, String name) {
    Change creation = author.creationChange(name);
    return creation.with(
        creation.snapshots().getFirst(),
        Author.content(name, "Referred to by nothing.").snapshot());
  }

  @Test
  default void theContentOfADeletedAssistantGoes() {
    Author author = author();
    Assistant assistant = author.editLive(author.create("Doomed"), "Second.");
    assistant = author.edit(author.open(assistant), "Draft.");
    Set<ContentHash> contents = new HashSet<>();
    contents.add(assistant.draft().orElseThrow().head());
    store().revisions().before(author.tenant(), assistant.id(), 99, 99).stream()
        .map(Revision::content)
        .forEach(contents::add);
    author.delete(assistant);
    List<Event> told = store().eventLog().of(assistant.ref(), 0, 99);
    told.forEach(event -> event.content().ifPresent(contents::add));
    assertThat(contents).hasSize(3).allMatch(hash -> kept(author, hash));
    store().awaitGrace();
    sweepAll(store().shortestGrace());

    assertThat(contents).noneMatch(hash -> kept(author, hash));
    List<Event> left = store().eventLog().of(assistant.ref(), 0, 99);
    assertThat(left).allMatch(event -> event.content().isEmpty());
    assertThat(left).extracting(Event::data).isEqualTo(told.stream().map(Event::data).toList());
    assertThat(left).extracting(Event::id).isEqualTo(told.stream().map(Event::id).toList());
  }

  @Test
  default void theEventsOfALivingAssistantKeepTheirContent() {
    Author author = author();
    Assistant living = author.create("Living");
    author.delete(author.create("Doomed"));
    List<Event> told = store().eventLog().of(living.ref(), 0, 99);
    store().awaitGrace();
    sweepAll(store().shortestGrace());

    assertThat(told).anyMatch(event -> event.content().isPresent());
    assertThat(store().eventLog().of(living.ref(), 0, 99)).isEqualTo(told);
  }

  @Test
  default void eachCallTakesAtMostSoMany() {
    Author author = author();
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    for (int i = 0; i < 3; i++) {
      author.mustSave(withStray(author, "Stray " + i));
    }
    store().awaitGrace();

    assertThat(store().housekeeping().collectSnapshots(store().shortestGrace(), 2)).isEqualTo(2);
    assertThat(store().housekeeping().collectSnapshots(store().shortestGrace(), 2)).isEqualTo(1);
    assertThat(store().housekeeping().collectSnapshots(store().shortestGrace(), 2)).isZero();
  }

  @Test
  default void tenantsKeepOneContentIndependently() {
    Author here = author();
    Author there = author();
    Assistant ours = here.edit(here.open(here.create("Shared")), "Same in both.");
    ContentHash hash = ours.draft().orElseThrow().head();
    Assistant theirs = there.edit(there.open(there.create("Shared")), "Same in both.");
    here.delete(ours);
    store().awaitGrace();
    sweepAll(store().shortestGrace());

    assertThat(kept(here, hash)).isFalse();
    assertThat(kept(there, hash)).isTrue();
    assertThat(theirs.draft().orElseThrow().head()).isEqualTo(hash);
  }

  @Test
  default void aContentThatIsPutAgainIsThereAgain() {
    Author author = author();
    Change creation = withStray(author, "Again");
    author.mustSave(creation);
    AssistantContent stray = Author.content("Again", "Referred to by nothing.");
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(kept(author, stray.snapshot().hash())).isFalse();

    author.edit(author.open((Assistant) creation.next()), stray);
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(kept(author, stray.snapshot().hash())).isTrue();
  }

  /**
   * A store may keep a content as what it differs by from another. That one is needed as long as it
   * is, whatever else refers to it.
   */
  @Test
  default void whatLaterContentsWereMadeFromLeavesThemWhole() {
    Author author = author();
    Flow flow = Flow.of("Grown", 60_000, 1);
    Assistant assistant = author.create(flow.content());
    Set<ContentHash> all = new HashSet<>();
    all.add(assistant.live().content());
    assistant = author.open(assistant);
    for (int i = 0; i < 12; i++) {
      assistant = author.edit(assistant, distinct(flow, i));
      all.add(assistant.draft().orElseThrow().head());
    }
    // The history goes, and with it most of what refers to earlier contents.
    AssistantContent last = distinct(flow, 99);
    all.add(last.snapshot().hash());
    assistant = author.commit(author.edit(assistant, last));
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(store().snapshots().find(author.tenant(), last.snapshot().hash()))
        .contains(last.snapshot());

    // Also from here on, and once more.
    assistant = author.open(assistant);
    AssistantContent next = distinct(flow, 100);
    all.add(next.snapshot().hash());
    assistant = author.edit(assistant, next);
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    requireContents(author, assistant);
    assertThat(store().snapshots().find(author.tenant(), next.snapshot().hash()))
        .contains(next.snapshot());

    author.delete(assistant);
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(all).hasSize(15).noneMatch(hash -> kept(author, hash));
  }

  /** Two assistants, of which one has begun with what the other has. */
  @Test
  default void whatADeletedAssistantLeavesToAnotherStays() {
    Author author = author();
    Flow flow = Flow.of("Copied", 30_000, 1);
    Assistant original = author.create(flow.content());
    Assistant copy = author.open(author.create("Copy"));
    AssistantContent changed = flow.changeOneField();
    copy = author.saved(author.editChange(copy, changed).near(original.live().content()));
    author.delete(original);
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(store().snapshots().find(author.tenant(), changed.snapshot().hash()))
        .contains(changed.snapshot());

    author.delete(copy);
    store().awaitGrace();
    sweepAll(store().shortestGrace());
    assertThat(kept(author, changed.snapshot().hash())).isFalse();
    assertThat(kept(author, original.live().content())).isFalse();
  }

  /** The flow after one more change, in a form that no other number has. */
  private static AssistantContent distinct(Flow flow, int number) {
    flow.changeOneField();
    return flow.content("# " + number);
  }

  /**
   * The frame is left by its last user before its delta is put or after, and the collector has run
   * in between or not.
   */
  @Test
  default void puttingCollectingAndSavingInEveryOrderLeavesWhatIsReferredTo() {
    for (int order = 0; order < 4; order++) {
      Author author = author();
      Flow flow = Flow.of("Ordered", 20_000, order);
      AssistantContent frame = flow.content();
      Assistant first = author.create(frame);
      Assistant second = author.open(author.create("Second"));
      AssistantContent content = flow.changeOneField();
      Change change = author.editChange(second, content).near(frame.snapshot().hash());
      if ((order & 1) != 0) {
        author.delete(first);
      }
      if ((order & 2) != 0) {
        store().awaitGrace();
        sweepAll(store().shortestGrace());
      }
      second = author.saved(change);
      if ((order & 1) == 0) {
        author.delete(first);
      }
      store().awaitGrace();
      sweepAll(store().shortestGrace());

      assertThat(store().snapshots().find(author.tenant(), content.snapshot().hash()))
          .as("order %d", order)
          .contains(content.snapshot());
      // The next one is made from this one, whose frame has no other user.
      AssistantContent next = flow.changeOneField();
      second = author.edit(second, next);
      sweepAll(store().shortestGrace());
      assertThat(store().snapshots().find(author.tenant(), next.snapshot().hash()))
          .as("order %d", order)
          .contains(next.snapshot());
    }
  }

  @Test
  default void largeContentsThatComeAndGoAtOnceAreLeftWhole() {
    Author author = author();
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Integer>> parties = new ArrayList<>();
    for (int w = 0; w < 2; w++) {
      int writer = w;
      parties.add(() -> {
        try {
          for (int round = 0; round < 8; round++) {
            // The same contents as the other one's, so that each meets what the other has put.
            Flow flow = Flow.of("Same", 6_000, round / 2);
            Slug slug = Slug.of("large" + writer + "-" + round);
            Assistant assistant =
                author.saved(
                    author.creationChange(
                        author.birth(Author.freshId(), slug), flow.content(), author.now()));
            assistant = author.open(assistant);
            for (int i = 0; i < 4; i++) {
              assistant = author.edit(assistant, distinct(flow, i));
              requireContents(author, assistant);
            }
            author.delete(round % 2 == 0 ? author.discard(assistant) : assistant);
          }
        } finally {
          done.compareAndSet(false, writer == 0);
        }
        return 0;
      });
    }
    parties.add(() -> {
      int collected = 0;
      while (!done.get()) {
        store().housekeeping().eraseDeleted(10);
        store().housekeeping().eraseEndedDrafts(100);
        collected += collect();
      }
      return collected;
    });
    Together.run(parties);
  }

  @Test
  default void savingCollectingAndReadingAtOnceLosesNothing() {
    Author author = author();
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Integer>> parties = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      int writer = w;
      parties.add(() -> {
        try {
          for (int round = 0; round < 12; round++) {
            writeAndForget(author, writer, round);
          }
        } finally {
          done.compareAndSet(false, writer == 0);
        }
        return 0;
      });
    }
    for (int c = 0; c < 2; c++) {
      parties.add(() -> {
        int collected = 0;
        while (!done.get()) {
          store().housekeeping().eraseDeleted(10);
          store().housekeeping().eraseEndedDrafts(100);
          collected += collect();
        }
        return collected;
      });
    }
    Together.run(parties);
  }

  /** All writers bring the same few contents, which come and go with their drafts. */
  private void writeAndForget(Author author, int writer, int round) {
    AssistantContent first = Author.content("Same", "Round " + round);
    AssistantContent second = Author.content("Same", "Round " + round + ", better");
    Slug slug = Slug.of("w" + writer + "-" + round);
    Assistant assistant =
        author.saved(
            author.creationChange(author.birth(Author.freshId(), slug), first, author.now()));
    requireContents(author, assistant);
    assistant = author.edit(author.open(assistant), second);
    requireContents(author, assistant);
    assistant = author.commit(author.edit(assistant, Author.content("Same", "Third " + round)));
    requireContents(author, assistant);
    for (Revision revision : store().revisions().before(author.tenant(), assistant.id(), 99, 99)) {
      assertThat(kept(author, revision.content())).isTrue();
    }
    assistant = author.discard(author.edit(author.open(assistant), second));
    requireContents(author, assistant);
    author.delete(assistant);
  }

  /** With a pause when there is nothing to do, which would only keep the others from working. */
  private int collect() {
    store().age();
    int collected = store().housekeeping().collectSnapshots(store().shortestGrace(), 50);
    if (collected == 0) {
      LockSupport.parkNanos(500_000);
    }
    return collected;
  }

  private void requireContents(Author author, Assistant assistant) {
    assertThat(kept(author, assistant.live().content())).isTrue();
    assistant
        .draft()
        .ifPresent(draft -> {
          assertThat(kept(author, draft.head())).isTrue();
          assertThat(kept(author, draft.baseContent())).isTrue();
        });
    assistant.discarded().forEach(head -> assertThat(kept(author, head.content())).isTrue());
  }

  @Test
  default void anIdenticalSaveWhileItIsCollectedFindsItsContent() {
    Author author = author();
    Assistant assistant = author.open(author.create("Toggling"));
    String[] texts = {"On.", "Off."};
    AtomicBoolean done = new AtomicBoolean();
    Assistant opened = assistant;
    Callable<Integer> writer =
        () -> {
          Assistant current = opened;
          try {
            for (int i = 0; i < 60; i++) {
              // A fresh draft each time, so that the contents of the last one become unreferenced.
              current = author.discard(author.edit(current, texts[i % 2] + i / 20));
              assertThat(kept(author, current.discarded().getLast().content())).isTrue();
              current = author.open(current);
            }
          } finally {
            done.set(true);
          }
          return 0;
        };
    Callable<Integer> collector =
        () -> {
          int collected = 0;
          while (!done.get()) {
            store().housekeeping().eraseEndedDrafts(100);
            collected += collect();
          }
          return collected;
        };
    Together.run(List.of(writer, collector, collector));
  }
}
