package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.SaveOutcome;
import dev.galley.contract.AgentAuthor;
import dev.galley.contract.Author;
import dev.galley.contract.Publishing;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process ends, or is slow, at each exchange of a save that uses a working copy up: its commit,
 * which leaves it ended, and the rebase of another one onto its place, which takes its name.
 * Whoever looks next finds all of it or nothing, without waiting for a sweep.
 */
final class StoppedCommitTest {
  private final Stopping stopping = Stopping.start();
  private final FaultyExchange faults = stopping.faults();
  private final MongoStoreUnderTest process = stopping.process();
  private final MongoStoreUnderTest other = stopping.other();
  private final AgentAuthor author = AgentAuthor.inFreshTenant(other);
  private int made;

  @AfterEach
  void drop() {
    stopping.drop();
  }

  /**
   * A save to be stopped.
   *
   * @param before the deciding aggregate
   * @param used what it uses up
   */
  private record Prepared(
      String where, Change change, Agent agent, Living before, WorkingCopy used) {

    Optional<Living> left() {
      return change.follower().orElseThrow().left();
    }
  }

  private Prepared commit(String where) {
    String id = "commit" + made++;
    author.create(id, 1);
    author.write(id, 1, "One.");
    WorkingCopy copy = author.write(id, 1, "Two.");
    if (made % 2 == 0) {
      // All of it has been carried out.
      Publishing.takeOver(other).place();
    }
    Agent agent = author.read(id);
    return new Prepared(where, author.commitChange(agent, copy), agent, agent, copy);
  }

  private Prepared rebase(String where) {
    String id = "rebase" + made++;
    author.create(id, 2);
    WorkingCopy copy = author.write(id, 1, "Mine.");
    WorkingCopy there = author.write(id, 2, "In the way.");
    Snapshot base = AgentAuthor.content("Revision 2 of " + id).snapshot();
    Snapshot merged = AgentAuthor.content("Merged in " + id).snapshot();
    ChangeId change = Author.change();
    var decided =
        copy.rebase(
            2,
            base.hash(),
            merged.hash(),
            Optional.of(there),
            WorkingCopy.MIN_RETENTION,
            author.writer(),
            change);
    Change save =
        Change.of(change, decided)
            .with(base, merged, AgentAuthor.content("In the way.").snapshot())
            .with(new NameChange.Claim(there.place().name()))
            .using(new Follower(there.ref(), there.version()));
    return new Prepared(where, save, author.read(id), copy, there);
  }

  private Map<String, Function<String, Prepared>> saves() {
    Map<String, Function<String, Prepared>> saves = new LinkedHashMap<>();
    saves.put("commit of a copy", this::commit);
    saves.put("rebase of a copy", this::rebase);
    return saves;
  }

  /** Stops a save after its first exchange, its second..., until one gets to its end. */
  private void stopSaves(
      String name, Function<String, Prepared> prepared, Consumer<Prepared> afterwards) {
    List<Boolean> happened = new ArrayList<>();
    stopping.everywhere(
        name,
        where -> {
          Prepared save = prepared.apply(where);
          return new Stopping.Work(
              () ->
                  assertThat(process.aggregates().save(save.change()))
                      .isEqualTo(new SaveOutcome.Saved()),
              () -> {
                happened.add(happened(save));
                afterwards.accept(save);
              });
        });
    assertThat(happened).as(name).startsWith(false, false).endsWith(true, true);
    assertThat(happened.subList(happened.indexOf(true), happened.size()))
        .as(name + ", after the moment of truth")
        .containsOnly(true);
  }

  /** By the deciding document, without settling anything. */
  private boolean happened(Prepared save) {
    return new Deciding(other.mongo())
        .read(save.before().ref())
        .filter(d -> d.records(save.change().id()))
        .isPresent();
  }

  private void requireAll(Prepared save) {
    Living next = (Living) save.change().next();
    require(save, next, save.left(), save.left().or(() -> Optional.of(next)));
    save.change()
        .revisions()
        .forEach(revision ->
            assertThat(other.revisions().find(next.ref(), revision.number()))
                .as(save.where())
                .contains(revision));
  }

  private void requireNothing(Prepared save) {
    require(save, save.before(), Optional.of(save.used()), Optional.of(save.used()));
  }

  private void require(
      Prepared save, Living deciding, Optional<Living> used, Optional<Living> called) {
    String where = save.where();
    // The lists first, while nobody has finished what was left.
    List<Living> copies =
        Stream.concat(Stream.of(deciding), used.stream())
            .filter(WorkingCopy.class::isInstance)
            .sorted(Comparator.comparing(Living::order))
            .toList();
    for (String key :
        List.of(Keys.open(save.agent().id(), 1, Author.NAME), Keys.copies(save.agent().id(), 1))) {
      List<Living> expected =
          copies.stream().filter(living -> living.keys().contains(key)).toList();
      List<Runnable> looks =
          List.of(
              () ->
                  assertThat(other.aggregates().count(author.tenant(), key, 9))
                      .as(where)
                      .isEqualTo(expected.size()),
              () ->
                  assertThat(other.aggregates().listed(author.tenant(), key, "", 9))
                      .as(where)
                      .isEqualTo(expected));
      // What the first one meets it finishes.
      (made % 2 == 0 ? looks : looks.reversed()).forEach(Runnable::run);
    }
    assertThat(other.aggregates().named(author.tenant(), save.used().place().name()))
        .as(where)
        .isEqualTo(called);
    assertThat(other.aggregates().find(deciding.ref())).as(where).contains(deciding);
    assertThat(other.aggregates().find(save.used().ref())).as(where).isEqualTo(used);
    Agent agent = author.read(save.agent().id().value());
    assertThat(other.revisions().before(agent.ref(), Long.MAX_VALUE, 100))
        .as(where)
        .extracting(Revision::number)
        .containsExactlyElementsOf(upTo(agent.newestRevision()).reversed());
    assertThat(other.eventLog().of(agent.ref(), 0, 100))
        .as(where)
        .extracting(Event::sequence)
        .containsExactlyElementsOf(upTo(agent.sequence()));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private List<BsonDocument> marks() {
    BsonDocument marked = new BsonDocument("usedBy", new BsonDocument("$exists", BsonBoolean.TRUE));
    return other.mongo().aggregates.find(marked).into(new ArrayList<>());
  }

  @Test
  void theNextReaderFindsAllOrNothingAndItCanBeSavedAgain() {
    saves()
        .forEach((name, prepared) ->
            stopSaves(
                name,
                prepared,
                save -> {
                  if (happened(save)) {
                    requireAll(save);
                  } else {
                    requireNothing(save);
                    assertThat(other.aggregates().save(save.change()))
                        .as(save.where())
                        .isEqualTo(new SaveOutcome.Saved());
                    requireAll(save);
                  }
                  String id = save.agent().id().value();
                  // Life goes on: under the same name with the same numbers.
                  WorkingCopy next = author.write(id, save.used().place().base(), "Onwards.");
                  assertThat(next.draftVersion().value())
                      .as(save.where())
                      .isGreaterThan(save.used().draftVersion().value());
                  author.mint(id, "Onwards too.");
                }));
    assertThat(marks()).isEmpty();
  }

  @Test
  void aShortPageIsFullAlthoughSomethingOnItWasUsedUp() {
    stopSaves(
        "rebase and list",
        this::rebase,
        save -> {
          String key = Keys.copies(save.agent().id(), 1);
          Living first = happened(save) ? (Living) save.change().next() : save.before();
          assertThat(other.aggregates().listed(author.tenant(), key, "", 1))
              .as(save.where())
              .containsExactly(first);
          assertThat(other.aggregates().count(author.tenant(), key, 1))
              .as(save.where())
              .isEqualTo(1);
        });
  }

  /** The change of the copy's head by another client of its user. */
  private Change edit(Prepared save) {
    ChangeId id = Author.change();
    AgentContent content = AgentAuthor.content("Faster.");
    return Change.of(
            id,
            save.used()
                .write(
                    CopyWrite.Kind.AUTOSAVE,
                    content.snapshot().hash(),
                    WorkingCopy.MIN_RETENTION,
                    author.writer(),
                    id))
        .with(content.snapshot());
  }

  @Test
  void anAutosaveNextIsEitherTooLateOrGoesThrough() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> rivals = new ArrayList<>();
      saves()
          .forEach((name, prepared) ->
              stopSaves(name, prepared, save -> rivals.add(threads.submit(() -> autosave(save)))));
      join(rivals);
    }
    assertThat(marks()).isEmpty();
  }

  private void autosave(Prepared save) {
    Change edit = edit(save);
    SaveOutcome outcome = other.aggregates().save(edit);
    if (happened(save)) {
      assertThat(outcome)
          .as(save.where())
          .isEqualTo(new SaveOutcome.Stale(save.left().map(Living::version).orElse(0L)));
      requireAll(save);
      return;
    }
    assertThat(outcome).as(save.where()).isEqualTo(new SaveOutcome.Saved());
    assertThat(other.aggregates().save(save.change()))
        .as(save.where() + ", too late")
        .isEqualTo(new SaveOutcome.FollowerChanged());
    Living edited = (Living) edit.next();
    require(save, save.before(), Optional.of(edited), Optional.of(edited));
  }

  private static void join(List<Future<?>> threads) throws Exception {
    for (Future<?> thread : threads) {
      try {
        thread.get(300, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
  }

  /** A process that was only slow either comes first or finds that somebody else did. */
  @Test
  void aSlowSaveAndAnAutosaveDoNotBothHappen() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> slow = new ArrayList<>();
      saves()
          .forEach((name, prepared) -> {
            for (int i = 1; i <= 9; i++) {
              int step = i;
              Prepared save = prepared.apply(name + " slow before exchange " + step);
              slow.add(threads.submit(() -> beSlow(save, step)));
            }
          });
      join(slow);
    }
    assertThat(marks()).isEmpty();
  }

  private void beSlow(Prepared save, int step) {
    List<SaveOutcome> rival = new ArrayList<>();
    Change edit = edit(save);
    faults.beSlowAt(step, () -> rival.add(other.aggregates().save(edit)));
    SaveOutcome outcome = process.aggregates().save(save.change());
    if (faults.clear() && rival.getFirst() instanceof SaveOutcome.Saved) {
      assertThat(outcome).as(save.where()).isEqualTo(new SaveOutcome.FollowerChanged());
      Living edited = (Living) edit.next();
      require(save, save.before(), Optional.of(edited), Optional.of(edited));
    } else {
      assertThat(outcome).as(save.where()).isEqualTo(new SaveOutcome.Saved());
      requireAll(save);
    }
  }

  @Test
  void aSweepFinishesOrTakesBackWhatWasLeft() throws Exception {
    List<Prepared> stopped = new ArrayList<>();
    saves().forEach((name, prepared) -> stopSaves(name, prepared, stopped::add));
    assertThat(marks()).isNotEmpty();
    other.housekeeping().eraseDeleted(100);
    Thread.sleep(5_100);
    other.housekeeping().eraseDeleted(100);

    assertThat(marks()).isEmpty();
    Publishing.takeOver(other).place();
    for (Prepared save : stopped) {
      if (happened(save)) {
        requireAll(save);
      } else {
        requireNothing(save);
      }
    }
  }

  @Test
  void theHistoryOfACommittedCopyIsErasedWhoeverFinishedIt() {
    List<Prepared> committed = new ArrayList<>();
    stopSaves(
        "commit to sweep",
        this::commit,
        save -> {
          if (happened(save)) {
            committed.add(save);
          }
        });
    other.housekeeping().eraseDeleted(100);
    while (other.housekeeping().eraseEndedDrafts(100) > 0) {}
    assertThat(committed).isNotEmpty();
    for (Prepared save : committed) {
      assertThat(
              other
                  .revisions()
                  .history(save.used().ref(), save.used().openDraft().orElseThrow(), 99, 9))
          .as(save.where())
          .isEmpty();
      BsonDocument left =
          new Deciding(other.mongo()).read(save.used().ref()).orElseThrow().document();
      assertThat(left.getArray("refs")).as(save.where()).isEmpty();
    }
  }
}
