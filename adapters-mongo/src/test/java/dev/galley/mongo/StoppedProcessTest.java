package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.event.FeedPage;
import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Receipt;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.store.SaveOutcome.AlreadyDone;
import dev.galley.application.store.SaveOutcome.FollowerChanged;
import dev.galley.application.store.SaveOutcome.NameTaken;
import dev.galley.application.store.SaveOutcome.Saved;
import dev.galley.contract.Author;
import dev.galley.contract.Publishing;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.assistant.Slug;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process ends after each exchange of what it does: nothing of it gets out any more, not even
 * what would take its claims back. Another process has to find all of a change or nothing, and to
 * be able to go on.
 */
final class StoppedProcessTest {
  private static final Instant THEN = Instant.parse("2026-03-03T03:03:03Z");

  private final Stopping stopping = Stopping.start();
  private final FaultyExchange faults = stopping.faults();
  private final MongoStoreUnderTest process = stopping.process();
  private final MongoStoreUnderTest other = stopping.other();
  private final FaultyExchange counted = stopping.counted();
  private final Author author = Author.inFreshTenant(other);

  @AfterEach
  void drop() {
    stopping.drop();
  }

  /**
   * A save to be stopped.
   *
   * @param before the deciding aggregate
   * @param led to whom the name that is claimed leads until then
   * @param follower what it uses up
   */
  private record Prepared(
      String where,
      Change change,
      Optional<Assistant> before,
      Optional<AssistantId> led,
      Optional<Assistant> follower) {

    AssistantId id() {
      return new AssistantId(change.next().ref().id());
    }

    /** Another save, of another aggregate, that wants the same. */
    Prepared by(Change rival) {
      return new Prepared(where, rival, Optional.empty(), Optional.empty(), follower);
    }
  }

  private Prepared creation(String where) {
    Assistant follower = author.edit(author.open(author.create("Proposal " + where)), "Better.");
    Change change =
        author
            .creationChange("Created " + where)
            .with(Author.receipt(THEN))
            .using(Author.follower(follower));
    return new Prepared(where, change, Optional.empty(), Optional.empty(), Optional.of(follower));
  }

  private Prepared rename(String where) {
    Assistant former = author.create("Former " + where);
    author.saved(Author.renamingChange(former, Slug.of("moved on " + where)));
    Assistant follower = author.create("Proposal " + where);
    Assistant target = author.create("Target " + where);
    Change change =
        Author.renamingChange(target, former.slug())
            .with(Author.receipt(THEN))
            .using(Author.follower(follower));
    return new Prepared(
        where, change, Optional.of(target), Optional.of(former.id()), Optional.of(follower));
  }

  private Prepared commit(String where) {
    Assistant assistant = author.edit(author.open(author.create("Committed " + where)), "Better.");
    return new Prepared(
        where,
        author.commitChange(assistant),
        Optional.of(assistant),
        Optional.empty(),
        Optional.empty());
  }

  private Prepared deletion(String where) {
    Assistant assistant = author.edit(author.open(author.create("Deleted " + where)), "Better.");
    return new Prepared(
        where,
        author.deletionChange(assistant),
        Optional.of(assistant),
        Optional.empty(),
        Optional.empty());
  }

  private Map<String, Function<String, Prepared>> saves() {
    Map<String, Function<String, Prepared>> saves = new LinkedHashMap<>();
    saves.put("creation", this::creation);
    saves.put("rename", this::rename);
    saves.put("commit", this::commit);
    saves.put("deletion", this::deletion);
    return saves;
  }

  @Test
  void aSaveIsWholeOrNothingAndCanBeSavedAgain() {
    saves()
        .forEach((name, prepared) ->
            stopSaves(
                name,
                prepared,
                save -> {
                  boolean happened = requireWholeOrNothing(save);
                  requireEventsOnce(save, happened);
                  if (happened) {
                    requireSequel(save);
                    return;
                  }
                  author.mustSave(save.change());
                  requireAll(save);
                  requireEventsOnce(save, true);
                }));
    requireNoClaims();
  }

  /** Whoever is the next to write the aggregate is not kept from it. */
  private void requireSequel(Prepared save) {
    if (save.change().next() instanceof Assistant next) {
      author.editLive(next, "After " + save.where());
    } else {
      Assistant before = save.before().orElseThrow();
      author.mustSave(
          author.creationChange(
              author.birth(Author.freshId(), before.slug()),
              Author.content("Heir " + save.where(), "Help."),
              author.now()));
    }
  }

  @Test
  void theNextSaveOfTheSameAggregateNeedNotWait() {
    stopSaves(
        "rename",
        this::rename,
        save -> {
          if (happened(save)) {
            return;
          }
          Assistant target = save.before().orElseThrow();
          Assistant edited = author.editLive(target, "Meanwhile.");
          assertThat(other.aggregates().save(save.change()))
              .as(save.where())
              .isEqualTo(new SaveOutcome.Stale(edited.version()));
          Change again =
              Author.renamingChange(edited, ((Assistant) save.change().next()).slug())
                  .with(save.change().receipt().orElseThrow())
                  .using(save.change().follower().orElseThrow());
          int before = counted.steps.get();
          author.mustSave(again);
          // Somebody who waits asks again and again until the claims are old enough to be broken.
          assertThat(counted.steps.get() - before).as(save.where()).isLessThan(60);
          requireAll(save.by(again));
        });
    requireNoClaims();
  }

  @Test
  void somebodyElseGetsWhatAStoppedSaveHasClaimed() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> rivals = new ArrayList<>();
      for (String name : List.of("creation", "rename")) {
        Function<String, Prepared> prepared = Objects.requireNonNull(saves().get(name));
        stopSaves(
            name + " and rival", prepared, save -> rivals.add(threads.submit(() -> rival(save))));
        stopSaves(
            name + " and edit", prepared, save -> rivals.add(threads.submit(() -> edit(save))));
      }
      join(rivals);
    }
    requireNoClaims();
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

  /** Another assistant that wants the name, the receipt and the follower. */
  private Change rivalOf(Prepared save) {
    Slug wanted = ((Assistant) save.change().next()).slug();
    return author
        .creationChange(
            author.birth(Author.freshId(), wanted),
            Author.content("Rival of " + save.where(), "Help."),
            author.now())
        .with(save.change().receipt().orElseThrow())
        .using(save.change().follower().orElseThrow());
  }

  private void rival(Prepared save) {
    Change rival = rivalOf(save);
    SaveOutcome outcome = other.aggregates().save(rival);
    if (happened(save)) {
      assertThat(outcome)
          .as(save.where())
          .isEqualTo(new AlreadyDone(save.change().receipt().orElseThrow()));
      Change named = rivalOf(save);
      assertThat(other.aggregates().save(without(named, true)))
          .as(save.where())
          .isEqualTo(new NameTaken());
      Change using = author.creationChange("Unnamed " + save.where());
      assertThat(other.aggregates().save(using.using(save.change().follower().orElseThrow())))
          .as(save.where())
          .isEqualTo(new FollowerChanged());
      requireAll(save);
      return;
    }
    assertThat(outcome).as(save.where()).isEqualTo(new Saved());
    requireAll(save.by(rival));
    assertThat(author.find(save.id())).as(save.where()).isEqualTo(save.before());
    assertThat(other.aggregates().save(save.change()))
        .as(save.where() + ", too late")
        .isEqualTo(new AlreadyDone(save.change().receipt().orElseThrow()));
    assertThat(other.aggregates().save(without(save.change(), true)))
        .as(save.where() + ", too late")
        .isEqualTo(new NameTaken());
  }

  /** A change without its receipt. */
  private static Change without(Change change, boolean receipt) {
    return new Change(
        change.id(),
        change.next(),
        change.readVersion(),
        change.events(),
        change.snapshots(),
        change.revisions(),
        change.entries(),
        change.dropped(),
        change.notes(),
        change.name(),
        receipt ? Optional.empty() : change.receipt(),
        change.follower(),
        change.near());
  }

  /** The follower goes on by itself, when it was not used up. */
  private void edit(Prepared save) {
    if (happened(save)) {
      assertThat(author.find(save.follower().orElseThrow().id())).as(save.where()).isEmpty();
      return;
    }
    Assistant follower = save.follower().orElseThrow();
    author.editLive(follower, "By itself.");
    assertThat(other.aggregates().save(save.change()))
        .as(save.where())
        .isEqualTo(new FollowerChanged());
    assertThat(author.find(save.id())).as(save.where()).isEqualTo(save.before());
    assertThat(author.read(follower.id()).version())
        .as(save.where())
        .isEqualTo(follower.version() + 1);
    assertThat(author.named(((Assistant) save.change().next()).naturalId().toString()))
        .as(save.where())
        .isEqualTo(save.led());
  }

  /** A process that was only slow finds that it has to begin anew, and does no harm. */
  @Test
  void aSlowSaveDoesNotHappenOnceItsClaimsAreGone() throws Exception {
    // Counted before anybody works beside.
    Map<String, Integer> counted = new LinkedHashMap<>();
    for (String name : List.of("creation", "rename")) {
      Function<String, Prepared> prepared = Objects.requireNonNull(saves().get(name));
      counted.put(name, exchanges(prepared.apply(name + " counted").change()));
    }
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> slow = new ArrayList<>();
      for (String name : List.of("creation", "rename")) {
        Function<String, Prepared> prepared = Objects.requireNonNull(saves().get(name));
        int exchanges = Objects.requireNonNull(counted.get(name));
        assertThat(exchanges).isBetween(5, 20);
        for (int i = 1; i <= exchanges; i++) {
          int step = i;
          Prepared save = prepared.apply(name + " slow before exchange " + step);
          slow.add(threads.submit(() -> beSlow(save, step)));
        }
      }
      join(slow);
    }
    requireNoClaims();
  }

  private int exchanges(Change change) {
    int before = faults.steps.get();
    assertThat(process.aggregates().save(change)).isEqualTo(new Saved());
    return faults.steps.get() - before;
  }

  private void beSlow(Prepared save, int step) {
    List<SaveOutcome> rival = new ArrayList<>();
    Change rivals = rivalOf(save);
    faults.beSlowAt(step, () -> rival.add(other.aggregates().save(rivals)));
    SaveOutcome outcome = process.aggregates().save(save.change());
    if (!faults.clear()) {
      // It took fewer exchanges than the one that was counted.
      assertThat(outcome).as(save.where()).isEqualTo(new Saved());
      requireAll(save);
      return;
    }
    AlreadyDone done = new AlreadyDone(save.change().receipt().orElseThrow());
    if (rival.getFirst() instanceof Saved) {
      assertThat(outcome).as(save.where()).isEqualTo(done);
      assertThat(author.find(save.id())).as(save.where()).isEqualTo(save.before());
      requireAll(save.by(rivals));
      requireEventsOnce(save, false);
    } else {
      assertThat(rival).as(save.where()).containsExactly(done);
      assertThat(outcome).as(save.where()).isEqualTo(new Saved());
      requireAll(save);
      requireEventsOnce(save, true);
    }
  }

  @Test
  void aSweepLeavesNoClaimBehind() throws Exception {
    List<Prepared> stopped = new ArrayList<>();
    List<Boolean> happened = new ArrayList<>();
    saves().forEach((name, prepared) -> stopSaves(name, prepared, stopped::add));
    for (Prepared save : stopped) {
      happened.add(requireWholeOrNothing(save));
    }
    other.housekeeping().eraseDeleted(100);
    Thread.sleep(5_100);
    other.housekeeping().eraseDeleted(100);

    assertThat(claims()).isEmpty();
    for (int i = 0; i < stopped.size(); i++) {
      Prepared save = stopped.get(i);
      assertThat(requireWholeOrNothing(save)).as(save.where()).isEqualTo(happened.get(i));
    }
    Publishing leases = Publishing.takeOver(other);
    leases.place();
    other.housekeeping().eraseDeleted(100);
    assertThat(other.mongo().receipts.countDocuments(has("claim"))).isZero();
    for (int i = 0; i < stopped.size(); i++) {
      Prepared save = stopped.get(i);
      assertThat(requireWholeOrNothing(save)).as(save.where()).isEqualTo(happened.get(i));
      requireEventsOnce(save, happened.get(i));
      if (!happened.get(i)) {
        assertThat(other.aggregates().save(save.change())).as(save.where()).isEqualTo(new Saved());
        requireAll(save);
      }
    }
  }

  /** What a sweep has to leave: nothing, when all saves were finished or replaced. */
  private void requireNoClaims() {
    other.housekeeping().eraseDeleted(1_000);
    assertThat(claims()).isEmpty();
  }

  private List<String> claims() {
    Mongo mongo = other.mongo();
    List<String> claims = new ArrayList<>();
    mongo
        .aggregates
        .find(has("usedBy"))
        .forEach(found -> claims.add("mark: " + found.get("usedBy")));
    mongo.names.find(has("next")).forEach(found -> claims.add("name: " + found));
    Deciding deciding = new Deciding(mongo);
    mongo
        .receipts
        .find(has("claim"))
        .forEach(found -> {
          Claim claim = Claim.read(found.getDocument("claim"));
          if (deciding.read(claim.by()).filter(d -> d.hasReceipt(claim)).isEmpty()) {
            claims.add("receipt: " + found);
          }
        });
    return claims;
  }

  private static BsonDocument has(String field) {
    return new BsonDocument(field, new BsonDocument("$exists", BsonBoolean.TRUE));
  }

  /** What came of a save that was stopped. */
  private interface Afterwards {
    void look(Prepared save);
  }

  /** Stops a save after its first exchange, its second..., until one gets to its end. */
  private void stopSaves(String name, Function<String, Prepared> prepared, Afterwards afterwards) {
    List<Boolean> happened = new ArrayList<>();
    stopping.everywhere(
        name,
        where -> {
          Prepared save = prepared.apply(where);
          return new Stopping.Work(
              () -> assertThat(process.aggregates().save(save.change())).isEqualTo(new Saved()),
              () -> {
                happened.add(happened(save));
                afterwards.look(save);
              });
        });
    assertThat(happened).as(name).startsWith(false).endsWith(true);
    assertThat(happened.subList(happened.indexOf(true), happened.size()))
        .as(name + ", after the moment of truth")
        .containsOnly(true);
  }

  private boolean happened(Prepared save) {
    Optional<Assistant> now = author.find(save.id());
    return save.change().next() instanceof Assistant ? !now.equals(save.before()) : now.isEmpty();
  }

  /** Whether all of it is there. */
  private boolean requireWholeOrNothing(Prepared save) {
    boolean happened = happened(save);
    if (happened) {
      requireAll(save);
    } else {
      requireNothing(save);
    }
    return happened;
  }

  private void requireAll(Prepared save) {
    Change change = save.change();
    String where = save.where();
    switch (change.next()) {
      case Assistant next -> {
        assertThat(author.find(next.id())).as(where).contains(next);
        requireNamed(where, next);
        requireWhole(where, next);
      }
      case Tombstone stone -> {
        Assistant before = save.before().orElseThrow();
        assertThat(author.find(save.id())).as(where).isEmpty();
        requireGone(where, before);
        requireLog(where, stone.ref(), stone.sequence());
      }
      default -> throw new AssertionError(change.next());
    }
    for (Snapshot snapshot : change.snapshots()) {
      assertThat(other.snapshots().find(author.tenant(), snapshot.hash()))
          .as(where)
          .contains(snapshot);
    }
    for (HistoryEntry entry : change.entries()) {
      assertThat(
              other
                  .revisions()
                  .history(author.tenant(), save.id(), entry.draft(), entry.seqNo() + 1, 1))
          .as(where)
          .containsExactly(entry);
    }
    for (Revision revision : change.revisions()) {
      assertThat(other.revisions().find(author.tenant(), save.id(), revision.number()))
          .as(where)
          .contains(revision);
    }
    for (Event event : change.events()) {
      assertThat(other.eventLog().of(event.aggregate(), event.sequence() - 1, 1))
          .as(where)
          .containsExactly(event);
    }
    change.receipt().ifPresent(receipt -> assertThat(receipt(receipt)).as(where).contains(receipt));
    save.follower()
        .ifPresent(follower -> {
          assertThat(author.find(follower.id())).as(where).isEmpty();
          requireGone(where, follower);
        });
  }

  private void requireNothing(Prepared save) {
    Change change = save.change();
    String where = save.where();
    assertThat(author.find(save.id())).as(where).isEqualTo(save.before());
    save.before()
        .ifPresentOrElse(
            before -> {
              requireNamed(where, before);
              requireWhole(where, before);
            },
            () -> requireLog(where, change.next().ref(), 0));
    if (change.name() instanceof NameChange.Claim(String name)) {
      assertThat(author.named(name)).as(where).isEqualTo(save.led());
    }
    for (HistoryEntry entry : change.entries()) {
      assertThat(
              other
                  .revisions()
                  .history(author.tenant(), save.id(), entry.draft(), entry.seqNo() + 1, 1))
          .as(where)
          .doesNotContain(entry);
    }
    change.receipt().ifPresent(receipt -> assertThat(receipt(receipt)).as(where).isEmpty());
    save.follower()
        .ifPresent(follower -> {
          assertThat(author.find(follower.id())).as(where).contains(follower);
          requireNamed(where, follower);
          requireWhole(where, follower);
        });
  }

  private Optional<Receipt> receipt(Receipt receipt) {
    return other.receipts().find(author.tenant(), receipt.key());
  }

  private void requireNamed(String where, Assistant assistant) {
    assertThat(author.named(assistant.naturalId().toString())).as(where).contains(assistant.id());
    assertThat(author.listed()).as(where).containsOnlyOnce(assistant.id());
  }

  private void requireGone(String where, Assistant assistant) {
    assertThat(author.named(assistant.naturalId().toString())).as(where).isEmpty();
    assertThat(author.listed()).as(where).doesNotContain(assistant.id());
  }

  /** Its contents are there, each revision and each event once, and no more of them. */
  private void requireWhole(String where, Assistant assistant) {
    assertThat(other.snapshots().find(author.tenant(), assistant.live().content()))
        .as(where)
        .isPresent();
    assistant
        .draft()
        .ifPresent(draft ->
            assertThat(other.snapshots().find(author.tenant(), draft.head()))
                .as(where)
                .isPresent());
    assertThat(other.revisions().before(author.tenant(), assistant.id(), Long.MAX_VALUE, 1_000))
        .as(where)
        .extracting(Revision::number)
        .containsExactlyElementsOf(upTo(assistant.live().revision()).reversed());
    requireLog(where, assistant.ref(), assistant.sequence());
  }

  private void requireLog(String where, AggregateRef ref, long last) {
    assertThat(other.eventLog().of(ref, 0, 1_000))
        .as(where)
        .extracting(Event::sequence)
        .containsExactlyElementsOf(upTo(last));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** In the log, among what is pending and in the feed. */
  private void requireEventsOnce(Prepared save, boolean happened) {
    AggregateRef ref = save.change().next().ref();
    long last =
        happened
            ? save.change().next().sequence()
            : save.before().map(Assistant::sequence).orElse(0L);
    requireEventsOnce(save.where(), ref, last);
  }

  private synchronized void requireEventsOnce(String where, AggregateRef ref, long last) {
    Publishing leases = Publishing.takeOver(other);
    requireLog(where, ref, last);
    List<Event> log = other.eventLog().of(ref, 0, 1_000);
    assertThat(leases.pendingOf(ref)).as(where).isEqualTo(log);
    leases.place();
    assertThat(leases.feedOf(author.tenant()))
        .as(where)
        .extracting(FeedPage.Entry::event)
        .filteredOn(event -> event.aggregate().equals(ref))
        .isEqualTo(log);
    requireLog(where, ref, last);
  }
}
