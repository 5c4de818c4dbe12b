package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.store.Archive;
import dev.galley.application.store.Archive.Entry;
import dev.galley.application.store.Archive.Part;
import dev.galley.application.store.ArchiveRecord;
import dev.galley.application.store.ArchiveView;
import dev.galley.application.store.Change;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Json;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import dev.galley.domain.item.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** All that is in a store can be seen as it is at one moment, while others go on working. */
public interface MomentsContract extends StoreContract {

  /** A store of the same sort in which nothing is; closed by the test. */
  StoreUnderTest emptyStore();

  @Test
  default void whatIsSavedMeanwhileIsNotSeen() {
    StoreUnderTest store = emptyStore();
    try {
      Author author = Author.inFreshTenant(store);
      Assistant before = author.create("Before");
      List<String> seen =
          store
              .archive()
              .atOneMoment(view -> {
                assertThat(view.count(Part.AGGREGATE)).isEqualTo(1);
                inAnotherThread(() -> author.delete(author.editLive(before, "Meanwhile.")));
                assertThat(view.count(Part.REVISION)).isEqualTo(1);
                assertThat(view.read(Part.AGGREGATE, "", 9))
                    .extracting(Entry::body)
                    .extracting(body -> body.get("deleted").orElseThrow())
                    .containsExactly(Json.of(false));
                return lines(view);
              })
              .orElseThrow();
      assertThat(seen).noneMatch(line -> line.contains("Meanwhile."));
      assertThat(author.find(before.id())).isEmpty();
    } finally {
      store.close();
    }
  }

  @Test
  default void whatGoesWrongInItComesOut() {
    IllegalStateException wrong = new IllegalStateException("wrong");
    assertThatThrownBy(() ->
            store()
                .archive()
                .atOneMoment(view -> {
                  throw wrong;
                }))
        .isSameAs(wrong);
  }

  /** Whatever is copied of it is complete: nothing is half there, and nothing refers to nothing. */
  @Test
  default void aCopyThatIsTakenWhileManyWriteIsWhole() throws Exception {
    StoreUnderTest store = emptyStore();
    AtomicBoolean enough = new AtomicBoolean();
    Semaphore rounds = new Semaphore(0);
    Semaphore done = new Semaphore(0);
    List<Future<?>> work = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        work.add(workers.submit(() -> write(store, rounds, done, enough)));
      }
      work.add(workers.submit(() -> cleanUp(store, enough)));
      try {
        int largest = 0;
        for (int copy = 0; copy < 4; copy++) {
          rounds.release(12);
          assertThat(done.tryAcquire(4, 2, TimeUnit.MINUTES)).as("the authors write").isTrue();
          StoreUnderTest there = InMemoryStoreUnderTest.create();
          List<String> lines =
              store
                  .archive()
                  .atOneMoment(view -> {
                    copy(view, there.archive());
                    return lines(view);
                  })
                  .orElseThrow();
          assertThat(lines(there.archive())).isEqualTo(lines);
          requireWhole(there);
          largest = Math.max(largest, lines.size());
          assertThat(done.tryAcquire(8, 2, TimeUnit.MINUTES)).as("the authors write").isTrue();
        }
        assertThat(largest).isGreaterThan(100);
      } finally {
        enough.set(true);
        rounds.release(4);
      }
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      store.close();
    }
  }

  private static void inAnotherThread(Runnable work) {
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      other.submit(work).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /**
   * All that changes contents, names, histories, events, and what hangs on something: as many
   * rounds as are given out, for a store that is faster than its copy would grow away from it.
   */
  private static void write(
      StoreUnderTest store, Semaphore rounds, Semaphore done, AtomicBoolean enough) {
    Author author = Author.inFreshTenant(store);
    AgentAuthor agents = AgentAuthor.in(author.tenant(), store);
    for (int i = 0; ; i++) {
      rounds.acquireUninterruptibly();
      if (enough.get()) {
        return;
      }
      Assistant committed =
          author.commit(author.edit(author.open(author.create("Committed " + i)), "1 of " + i));
      author.discard(author.edit(author.open(committed), "2 of " + i));
      author.editLive(author.create("Edited " + i), "3 of " + i);
      author.undo(
          author.edit(author.edit(author.open(author.create("Open " + i)), "4 " + i), "5 " + i));
      author.delete(author.edit(author.open(author.create("Deleted " + i)), "6 of " + i));
      Snapshot bytes = Snapshot.of(Json.of("bytes " + i));
      ChangeId change = Author.change();
      Item.Saying saying =
          new Item.Saying(
              JsonObject.builder().put("number", i).build(),
              Set.of("on/" + committed.id().value()),
              "" + i,
              Set.of(bytes.hash()));
      AggregateRef file = new AggregateRef(author.tenant(), AggregateKind.FILE, UUID.randomUUID());
      author.mustSave(Change.of(change, Item.first(file, saying, change)).with(bytes));
      String agent = "agent-" + i;
      agents.create(agent, 1);
      agents.write(agent, 1, "7 of " + i);
      agents.commit(agent, 1);
      agents.write(agent, 2, "8 of " + i);
      done.release();
    }
  }

  private static void cleanUp(StoreUnderTest store, AtomicBoolean enough) {
    Publishing publishing = Publishing.takeOver(store);
    while (!enough.get()) {
      publishing.published(publishing.pending(50));
      publishing.place();
      store.housekeeping().eraseDeleted(10);
      store.housekeeping().eraseEndedDrafts(10);
      store.housekeeping().collectSnapshots(store.shortestGrace(), 100);
    }
  }

  private static void copy(ArchiveView from, Archive to) {
    for (Part part : Part.values()) {
      List<Entry> page = from.read(part, "", 200);
      while (!page.isEmpty()) {
        to.write(part, page);
        page = from.read(part, page.getLast().key(), 200);
      }
    }
  }

  private static List<String> lines(ArchiveView view) {
    List<String> lines = new ArrayList<>();
    for (Part part : Part.values()) {
      List<Entry> page = view.read(part, "", Archive.PAGE_ENTRIES);
      while (!page.isEmpty()) {
        page.forEach(entry -> lines.add(entry.line(part)));
        page = view.read(part, page.getLast().key(), Archive.PAGE_ENTRIES);
      }
    }
    return lines;
  }

  private static List<ArchiveRecord> records(Archive archive, Part part) {
    List<ArchiveRecord> records = new ArrayList<>();
    List<Entry> page = archive.read(part, "", Archive.PAGE_ENTRIES);
    while (!page.isEmpty()) {
      page.forEach(entry -> records.add(ArchiveRecord.of(part, entry)));
      page = archive.read(part, page.getLast().key(), Archive.PAGE_ENTRIES);
    }
    return records;
  }

  private static void requireWhole(StoreUnderTest store) {
    for (ArchiveRecord record : records(store.archive(), Part.AGGREGATE)) {
      switch (((ArchiveRecord.State) record).aggregate()) {
        case Living living -> requireWhole(store, living);
        case Tombstone stone -> requireEvents(store, stone.ref(), stone.events().sequence());
        default -> throw new AssertionError(record);
      }
    }
    for (ArchiveRecord record : records(store.archive(), Part.NAME)) {
      ArchiveRecord.Name name = (ArchiveRecord.Name) record;
      assertThat(store.aggregates().find(name.holder())).isPresent();
    }
    for (ArchiveRecord record : records(store.archive(), Part.REVISION)) {
      ArchiveRecord.Past past = (ArchiveRecord.Past) record;
      assertThat(store.snapshots().find(past.aggregate().tenant(), past.revision().content()))
          .isPresent();
    }
    Set<Long> positions = new HashSet<>();
    for (ArchiveRecord record : records(store.archive(), Part.PLACED)) {
      ArchiveRecord.Placed placed = (ArchiveRecord.Placed) record;
      assertThat(positions.add(placed.position())).isTrue();
      assertThat(store.eventLog().of(placed.aggregate(), placed.sequence() - 1, 1)).hasSize(1);
    }
    for (ArchiveRecord record : records(store.archive(), Part.POSITION)) {
      long last = ((ArchiveRecord.Position) record).position();
      assertThat(positions).hasSize((int) last).contains(last);
    }
  }

  private static void requireWhole(StoreUnderTest store, Living living) {
    AggregateRef ref = living.ref();
    assertThat(store.snapshots().findAll(ref.tenant(), living.contents()).keySet())
        .isEqualTo(living.contents());
    living
        .called()
        .ifPresent(
            name -> assertThat(store.aggregates().named(ref.tenant(), name)).contains(living));
    requireEvents(store, ref, living.sequence());
    living
        .openDraft()
        .ifPresent(draft -> {
          List<HistoryEntry> heads = store.revisions().history(ref, draft, Long.MAX_VALUE, 1_000);
          assertThat(
                  store
                      .snapshots()
                      .findAll(ref.tenant(), heads.stream().map(HistoryEntry::content).toList()))
              .containsKeys(heads.stream().map(HistoryEntry::content).toArray(ContentHash[]::new));
          if (living instanceof Assistant assistant) {
            assertThat(heads).hasSize((int) assistant.draft().orElseThrow().lastSeqNo());
          }
        });
    if (living instanceof Assistant assistant) {
      assertThat(Verifying.chain(store, assistant))
          .matches(check -> check.fault().isEmpty())
          .matches(check -> check.checked() == assistant.live().revision());
    }
  }

  private static void requireEvents(StoreUnderTest store, AggregateRef ref, long last) {
    assertThat(store.eventLog().of(ref, 0, 1_000).stream().map(Event::sequence).toList())
        .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
  }
}
