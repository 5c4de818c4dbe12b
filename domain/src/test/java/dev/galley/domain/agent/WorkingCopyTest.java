package dev.galley.domain.agent;

import static dev.galley.domain.fixtures.AgentFixture.ACME;
import static dev.galley.domain.fixtures.AgentFixture.ADA;
import static dev.galley.domain.fixtures.AgentFixture.DEMO;
import static dev.galley.domain.fixtures.AgentFixture.change;
import static dev.galley.domain.fixtures.AgentFixture.hash;
import static dev.galley.domain.fixtures.AgentFixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.fixtures.AgentFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkingCopyTest {
  private static final int MANY = WorkingCopy.MIN_RETENTION;
  private static final EntryMark PINNED = new EntryMark(true, Optional.empty());

  private final AgentFixture demo = AgentFixture.withRevisions(3);

  private WorkingCopy written(WorkingCopy copy, String... heads) {
    WorkingCopy next = copy;
    for (String head : heads) {
      next = write(next, head).next();
    }
    return next;
  }

  private Transition<WorkingCopy> write(WorkingCopy copy, String head) {
    return copy.write(CopyWrite.Kind.AUTOSAVE, hash(head), MANY, demo.writer(), change());
  }

  private static HistoryEntry entry(WorkingCopy copy, long seqNo, String content) {
    return new HistoryEntry(
        copy.open().orElseThrow().draft(), seqNo, hash(content), AgentFixture.stamp(0));
  }

  @Test
  void theFirstOneAtAPlaceHasVersionOneAndEntryOne() {
    Transition<WorkingCopy> created =
        WorkingCopy.create(
            UUID.randomUUID(),
            ACME,
            new CopyPlace(DEMO, 1, 3, ADA),
            Optional.empty(),
            start("one"),
            demo.writer(),
            change());
    WorkingCopy copy = created.next();

    assertThat(copy.draftVersion()).isEqualTo(new DraftVersion(1));
    assertThat(copy.open().orElseThrow().cursor().entry()).isEqualTo(new SeqNo(1));
    assertThat(copy.contents()).containsExactlyInAnyOrder(hash("one"), hash("base"));
    assertThat(created.entries()).extracting(HistoryEntry::content).containsExactly(hash("one"));
    assertThat(copy.open().orElseThrow().lastWrite().kind()).isEqualTo(CopyWrite.Kind.CREATED);
    assertThat(copy.open().orElseThrow().lastWrite().client()).contains("laptop");
  }

  @Test
  void aHeadThatIsTheBaseIsReferredToOnce() {
    assertThat(demo.copy(3, "base").contents()).containsExactly(hash("base"));
  }

  @Test
  void theNextOneAtAPlaceGoesOnWithTheNumbers() {
    WorkingCopy ended = written(demo.copy(3, "one"), "two").discard(demo.writer(), change()).next();
    WorkingCopy again = ended.reopen(start("three"), demo.writer(), change()).next();

    assertThat(again.id()).isEqualTo(ended.id());
    assertThat(again.draftVersion()).isEqualTo(new DraftVersion(4));
    assertThat(again.open().orElseThrow().kept()).isEqualTo(SeqNos.NONE.plus(new SeqNo(3)));
    assertThat(again.ended()).isEqualTo(ended.ended());
  }

  @Test
  void oneThatFollowsOneThatHasMovedGoesOnWithItsNumbers() {
    WorkingCopy moved =
        written(demo.copy(1, "one"), "two")
            .rebase(
                3, hash("three"), hash("merged"), Optional.empty(), MANY, demo.writer(), change())
            .next();
    WorkingCopy next =
        WorkingCopy.create(
                UUID.randomUUID(),
                ACME,
                new CopyPlace(DEMO, 1, 1, ADA),
                Optional.of(moved),
                start("new"),
                demo.writer(),
                change())
            .next();

    assertThat(moved.place().base()).isEqualTo(3);
    assertThat(moved.called()).contains(new CopyPlace(DEMO, 1, 3, ADA).name());
    assertThat(next.draftVersion()).isEqualTo(moved.draftVersion().next());
    assertThat(next.lastSeqNo()).isEqualTo(moved.lastSeqNo().next());
    assertThat(next.version()).isEqualTo(1);
  }

  @Test
  void whatIsUndoneIsCutOffByTheNextEntryAndStaysReadable() {
    WorkingCopy copy = written(demo.copy(3, "one"), "two", "three");
    copy = copy.step(entry(copy, 2, "two"), demo.writer(), change()).next();
    copy = copy.step(entry(copy, 1, "one"), demo.writer(), change()).next();
    assertThat(copy.open().orElseThrow().canUndo()).isFalse();
    assertThat(copy.open().orElseThrow().canRedo()).isTrue();
    OpenCopy open = written(copy, "four").open().orElseThrow();

    assertThat(open.path().oldestFirst().map(SeqNo::value)).containsExactly(1L, 4L);
    assertThat(open.kept().oldestFirst().map(SeqNo::value)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(open.canRedo()).isFalse();
  }

  @Test
  void onlyNeighboursOnThePathCanBeSteppedTo() {
    WorkingCopy copy = written(demo.copy(3, "one"), "two", "three");

    for (HistoryEntry far :
        List.of(
            entry(copy, 1, "one"),
            entry(copy, 3, "three"),
            new HistoryEntry(UUID.randomUUID(), 2, hash("two"), AgentFixture.stamp(0)))) {
      assertThatThrownBy(() -> copy.step(far, demo.writer(), change()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: next to 3 on the path");
    }
  }

  @Test
  void theHeadItselfCannotBeWritten() {
    WorkingCopy copy = demo.copy(3, "one");
    assertThatThrownBy(() -> written(copy, "one")).hasMessageContaining("expected: another one");
  }

  @Test
  void theOldestUnpinnedEntriesGoFirst() {
    WorkingCopy copy = written(demo.copy(3, "one"), "two", "three");
    copy = copy.mark(new SeqNo(1), PINNED, change()).orElseThrow().next();
    EntryMark labelled = new EntryMark(false, Optional.of("Labelled only"));
    copy = copy.mark(new SeqNo(2), labelled, change()).orElseThrow().next();
    Transition<WorkingCopy> written =
        copy.write(CopyWrite.Kind.AUTOSAVE, hash("four"), 3, demo.writer(), change());

    assertThat(written.dropped()).extracting(HistoryEntry.Name::seqNo).containsExactly(2L);
    OpenCopy open = written.next().open().orElseThrow();
    assertThat(open.kept().oldestFirst().map(SeqNo::value)).containsExactly(1L, 3L, 4L);
    assertThat(open.path()).isEqualTo(open.kept());
    assertThat(open.marks()).containsOnlyKeys(new SeqNo(1));
  }

  @Test
  void aSmallerRetentionDropsManyAtOnceAndNeverThePinned() {
    WorkingCopy copy = demo.copy(3, "1");
    for (int i = 2; i <= 12; i++) {
      copy = written(copy, "" + i);
    }
    for (int pinned : List.of(1, 2, 3, 12)) {
      copy = copy.mark(new SeqNo(pinned), PINNED, change()).orElseThrow().next();
    }
    Transition<WorkingCopy> written =
        copy.write(CopyWrite.Kind.AUTOSAVE, hash("13"), 1, demo.writer(), change());

    assertThat(written.dropped())
        .extracting(HistoryEntry.Name::seqNo)
        .containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(written.next().open().orElseThrow().kept().size()).isEqualTo(5);
    WorkingCopy full = copy;
    assertThatThrownBy(
            () -> full.write(CopyWrite.Kind.AUTOSAVE, hash("x"), 0, demo.writer(), change()))
        .hasMessage("retention: 0 (expected: 1 or more)");
  }

  @Test
  void aMarkRaisesNoDraftVersion() {
    WorkingCopy copy = demo.copy(3, "one");
    WorkingCopy marked = copy.mark(new SeqNo(1), PINNED, change()).orElseThrow().next();

    assertThat(marked.version()).isEqualTo(copy.version() + 1);
    assertThat(marked.draftVersion()).isEqualTo(copy.draftVersion());
    assertThat(marked.mark(new SeqNo(1), PINNED, change())).isEmpty();
    assertThat(marked.mark(new SeqNo(1), EntryMark.NONE, change()).orElseThrow().next().open())
        .isEqualTo(copy.open());
    assertThatThrownBy(() -> copy.mark(new SeqNo(2), PINNED, change()))
        .hasMessage("entry: 2 (expected: one that is kept)");
  }

  @Test
  void aRebaseKeepsTheHeadThatItReplacesAsAnEntry() {
    WorkingCopy replaced = written(demo.copy(3, "their one"), "their two", "their three");
    Transition<WorkingCopy> rebased =
        written(demo.copy(1, "one"))
            .rebase(
                3,
                hash("three"),
                hash("merged"),
                Optional.of(replaced),
                MANY,
                demo.writer(),
                change());

    assertThat(rebased.entries())
        .extracting(HistoryEntry::seqNo, HistoryEntry::content)
        .containsExactly(tuple(4L, hash("their three")), tuple(5L, hash("merged")));
    assertThat(rebased.next().draftVersion()).isEqualTo(new DraftVersion(4));
    assertThat(rebased.next().contents()).containsExactlyInAnyOrder(hash("merged"), hash("three"));
    assertThat(rebased.next().open().orElseThrow().path().oldestFirst().map(SeqNo::value))
        .containsExactly(1L, 4L, 5L);
  }

  @Test
  void aRebaseToTheHeadItselfAddsNoEntryButAVersion() {
    Transition<WorkingCopy> rebased =
        demo.copy(1, "one")
            .rebase(3, hash("three"), hash("one"), Optional.empty(), MANY, demo.writer(), change());

    assertThat(rebased.entries()).isEmpty();
    assertThat(rebased.next().draftVersion()).isEqualTo(new DraftVersion(2));
    assertThat(rebased.next().open().orElseThrow().baseContent()).isEqualTo(hash("three"));
  }

  @Test
  void whatHasEndedRefersToNothingAndIsCalledAsBefore() {
    WorkingCopy copy = demo.copy(3, "one");
    WorkingCopy left = copy.committed(4, demo.writer(), change());

    assertThat(left.version()).isEqualTo(copy.version() + 1);
    assertThat(left.contents()).isEmpty();
    assertThat(left.openDraft()).isEmpty();
    assertThat(left.called()).isEqualTo(copy.called());
    assertThat(left.keys()).containsExactly(Keys.copies(DEMO, 1));
    assertThat(copy.keys())
        .containsExactlyInAnyOrder(
            Keys.copies(DEMO, 1), Keys.open(DEMO, 1), Keys.open(DEMO, 1, ADA), Keys.drafts(ADA));
    assertThat(left.ended().orElseThrow().revision()).isEqualTo(OptionalLong.of(4));
    assertThat(left.ended().orElseThrow().how().version()).isEqualTo(new DraftVersion(2));
    assertThatThrownBy(() -> written(left, "two")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> copy.reopen(start("x"), demo.writer(), change()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void timesWithinOneRiseWhateverTheClocksSay() {
    WorkingCopy copy = demo.copy(3, "one");
    CopyWriter slow = new CopyWriter(AgentFixture.stamp(-60), Optional.empty());
    WorkingCopy next =
        copy.write(CopyWrite.Kind.AUTOSAVE, hash("two"), MANY, slow, change()).next();
    WorkingCopy ended = next.discard(slow, change()).next();
    WorkingCopy again = ended.reopen(start("three"), slow, change()).next();

    List<CopyWrite> writes = new ArrayList<>(next.open().orElseThrow().writes());
    writes.add(ended.ended().orElseThrow().how());
    writes.add(again.open().orElseThrow().lastWrite());
    assertThat(writes.stream().map(write -> write.stamp().at()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void theLastWritesAreKeptAndNoMore() {
    WorkingCopy copy = demo.copy(3, "0");
    for (int i = 1; i <= 20; i++) {
      copy = written(copy, "" + i);
    }
    assertThat(copy.open().orElseThrow().writes())
        .extracting(write -> write.version().value())
        .hasSize(OpenCopy.WRITES)
        .startsWith(6L)
        .endsWith(21L);
  }

  @Test
  void whatIsRemovedIsATombstoneWithoutEvents() {
    WorkingCopy copy = demo.copy(3, "one");
    Tombstone stone = copy.remove(demo.now(), change()).next();

    assertThat(stone.ref()).isEqualTo(copy.ref());
    assertThat(stone.version()).isEqualTo(copy.version() + 1);
    assertThat(stone.sequence()).isZero();
  }

  @Test
  void namesOfPlacesAreUniqueAndNoNameOfAnAssistant() {
    List<String> names = new ArrayList<>();
    for (String user : List.of("ada", "a.da", "ada:plan", "ada%3Aplan", "ada%plan", "3.ada")) {
      for (long base : List.of(0L, 3L, 33L)) {
        for (long incarnation : List.of(1L, 11L)) {
          names.add(new CopyPlace(DEMO, incarnation, base, user).name());
        }
      }
    }
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> !name.contains(":") && !name.contains("/"));
  }

  @Test
  void inAListTheyStandByIncarnationAndBase() {
    List<String> orders = new ArrayList<>();
    for (long base : List.of(0L, 2L, 10L)) {
      orders.add(demo.copy(base, "one").order());
    }
    demo.delete();
    demo.createAgain();
    orders.add(demo.copy(0, "one").order());

    assertThat(orders).isSorted().doesNotHaveDuplicates();
  }
}
