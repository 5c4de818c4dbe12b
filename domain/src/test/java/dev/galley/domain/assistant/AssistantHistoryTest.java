package dev.galley.domain.assistant;

import static dev.galley.domain.fixtures.AssistantFixture.authored;
import static dev.galley.domain.fixtures.AssistantFixture.created;
import static dev.galley.domain.fixtures.AssistantFixture.hash;
import static dev.galley.domain.fixtures.AssistantFixture.paths;
import static dev.galley.domain.fixtures.AssistantFixture.tokenHash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.aggregate.Aggregate;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Assistant.Settings;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.event.Event;
import dev.galley.domain.event.EventTopic;
import dev.galley.domain.event.EventType;
import dev.galley.domain.fixtures.AssistantFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of what can happen to an assistant, beside a model that keeps names only. */
class AssistantHistoryTest {

  /** Something that happens to an assistant, {@code later} milliseconds after what was before. */
  record Step(Action action, String content, TokenChange token, boolean flag, int later, int pick) {

    static Step of(Action action) {
      return new Step(action, "first", new TokenChange.Keep(), false, 1_000, 0);
    }
  }

  enum Action {
    OPEN,
    EDIT_DRAFT,
    EDIT_LIVE,
    LOCK,
    MOVE_FOLDER,
    COMMIT,
    COMMIT_OVER,
    COMMIT_PART,
    UNDO,
    REDO,
    REBASE,
    RESTORE,
    PIN,
    LABEL,
    UNMARK,
    DISCARD
  }

  @Property(tries = 1_000)
  void anyHistoryIsThatOfTheModel(
      @ForAll("histories") List<Step> steps,
      @ForAll boolean delete,
      @ForAll @IntRange(min = 1, max = 7) int retention) {
    History history = new History(retention);
    steps.forEach(history::happen);
    if (delete) {
      history.delete();
    }
  }

  @Property(tries = 20)
  void longHistoryStaysBounded(@ForAll("longHistories") List<Step> steps) {
    History history = new History(2);
    steps.forEach(history::happen);
    for (int i = 0; i <= DiscardedHead.KEPT; i++) {
      history.happen(Step.of(Action.OPEN));
      history.happen(Step.of(Action.DISCARD));
    }

    assertThat(history.dropped).isPositive();
    assertThat(history.discarded.size()).isGreaterThan(DiscardedHead.KEPT);
    assertThat(history.changes.size()).isGreaterThan(RecentChanges.KEPT);
    assertThat(history.assistant.discarded()).hasSize(DiscardedHead.KEPT);
    assertThat(history.assistant.recentChanges().ids()).hasSize(RecentChanges.KEPT);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return steps().list().ofMaxSize(25).withoutEdgeCases();
  }

  @Provide
  Arbitrary<List<Step>> longHistories() {
    return steps().list().ofSize(500).withoutEdgeCases();
  }

  private static Arbitrary<Step> steps() {
    Arbitrary<Action> actions =
        Arbitraries.frequency(
            Tuple.of(5, Action.OPEN),
            Tuple.of(5, Action.EDIT_DRAFT),
            Tuple.of(3, Action.EDIT_LIVE),
            Tuple.of(1, Action.LOCK),
            Tuple.of(1, Action.MOVE_FOLDER),
            Tuple.of(3, Action.COMMIT),
            Tuple.of(2, Action.COMMIT_OVER),
            Tuple.of(2, Action.COMMIT_PART),
            Tuple.of(4, Action.UNDO),
            Tuple.of(3, Action.REDO),
            Tuple.of(2, Action.REBASE),
            Tuple.of(2, Action.RESTORE),
            Tuple.of(1, Action.PIN),
            Tuple.of(1, Action.LABEL),
            Tuple.of(2, Action.UNMARK),
            Tuple.of(3, Action.DISCARD));
    Arbitrary<TokenChange> tokens =
        Arbitraries.frequency(
            Tuple.of(6, new TokenChange.Keep()),
            Tuple.of(1, new TokenChange.Clear()),
            Tuple.of(1, new TokenChange.Set(tokenHash("a"))),
            Tuple.of(1, new TokenChange.Set(tokenHash("b"))));
    return Combinators.combine(
            actions,
            Arbitraries.of("first", "second", "third"),
            tokens,
            Arbitraries.of(true, false),
            Arbitraries.frequency(
                Tuple.of(5, 1_000), Tuple.of(2, 0), Tuple.of(1, -5_000), Tuple.of(1, 1)),
            Arbitraries.integers().between(0, 20))
        .as(Step::new);
  }

  /** An entry of the draft's history that can be reached. */
  private record Reached(long seqNo, String content, long base) {}

  /** The assistant and what is known of it. */
  private static final class History {
    private Assistant assistant;
    private Instant clock = AssistantFixture.START;
    private Instant latest = AssistantFixture.START;

    // The model.
    private String live = "first";
    private long revision = 1;
    private boolean locked;
    private Optional<String> folder = Optional.empty();
    private Optional<ContentHash> token = Optional.empty();
    private Optional<String> head = Optional.empty();
    private long base;
    private long entry;
    private long lastEntry;
    private List<Reached> path = new ArrayList<>();
    private final int retention;
    private final TreeMap<Long, String> kept = new TreeMap<>();
    private final TreeMap<Long, EntryMark> marks = new TreeMap<>();
    private final List<String> revisions = new ArrayList<>(List.of("first"));
    private Optional<String> restored = Optional.empty();
    private TokenChange pending = new TokenChange.Keep();
    private Optional<EndedDraft.Outcome> ended = Optional.empty();
    private long version = 1;
    private long sequence;
    private final Map<EventTopic, Long> lastOfTopic = new EnumMap<>(EventTopic.class);
    private Revision newest;
    private final List<ContentHash> discarded = new ArrayList<>();
    private int dropped;
    private final List<ChangeId> changes = new ArrayList<>();
    private final Set<UUID> drafts = new HashSet<>();
    private final Set<UUID> events = new HashSet<>();

    History(int retention) {
      this.retention = retention;
      Transition<Assistant> created = created();
      assistant = created.next();
      newest = created.revisions().getFirst();
      changes.add(newest.change());
      told(created, Optional.of(EventType.ASSISTANT_CREATED));
      check();
    }

    void happen(Step step) {
      clock = clock.plusMillis(step.later());
      Stamp stamp = new Stamp(clock, "bob");
      ChangeId change = new ChangeId(UUID.randomUUID());
      switch (step.action()) {
        case OPEN -> open(stamp, change);
        case EDIT_DRAFT -> editDraft(step, stamp, change);
        case EDIT_LIVE -> editLive(step.content(), folder, locked, step.token(), stamp, change);
        case LOCK -> editLive(live, folder, step.flag(), new TokenChange.Keep(), stamp, change);
        case MOVE_FOLDER ->
            editLive(
                step.flag() ? live : step.content(),
                Optional.of(step.content()),
                locked,
                new TokenChange.Keep(),
                stamp,
                change);
        case COMMIT -> commit(OptionalLong.empty(), stamp, change);
        case COMMIT_OVER ->
            commit(OptionalLong.of(step.flag() ? revision : revision - 1), stamp, change);
        case COMMIT_PART -> commitPart(step.content(), stamp, change);
        case UNDO -> step(-1, stamp, change);
        case REDO -> step(1, stamp, change);
        case REBASE -> rebase(step.content(), stamp, change);
        case RESTORE -> restore(step.flag(), stamp, change);
        case PIN -> mark(step.pick(), new EntryMark(true, Optional.empty()), change);
        case LABEL -> mark(step.pick(), new EntryMark(false, Optional.of("Good")), change);
        case UNMARK -> mark(step.pick(), EntryMark.NONE, change);
        case DISCARD -> discard(stamp, change);
      }
      check();
    }

    private void open(Stamp stamp, ChangeId change) {
      if (head.isPresent()) {
        return;
      }
      Transition<Assistant> opened = assistant.openDraft(stamp, change);
      opened(live);
      saved(opened, change, opened.next().draft().orElseThrow().opened());
      told(opened, Optional.empty());
      assertThat(drafts.add(opened.next().draft().orElseThrow().id())).isTrue();
      assertEntry(opened);
    }

    private void opened(String content) {
      head = Optional.of(content);
      base = revision;
      entry = 1;
      lastEntry = 1;
      path = new ArrayList<>(List.of(new Reached(1, content, base)));
      kept.clear();
      kept.put(1L, content);
      marks.clear();
      restored = Optional.empty();
      pending = new TokenChange.Keep();
    }

    /** The draft goes on with that head on that base. */
    private void wentOn(Transition<Assistant> transition, String content, long on) {
      int cursor = cursor();
      if (content.equals(head.orElseThrow())) {
        path.set(cursor, new Reached(entry, content, on));
      } else {
        entry = ++lastEntry;
        path = new ArrayList<>(path.subList(0, cursor + 1));
        path.add(new Reached(entry, content, on));
        kept.put(entry, content);
        drop(transition);
      }
      boolean newEntry = !content.equals(head.get());
      head = Optional.of(content);
      base = on;
      if (newEntry) {
        assertEntry(transition);
      } else {
        assertThat(transition.entries()).isEmpty();
      }
    }

    /** The oldest go that nobody has marked. */
    private void drop(Transition<Assistant> transition) {
      List<HistoryEntry.Name> names = new ArrayList<>();
      for (long seqNo : List.copyOf(kept.keySet())) {
        if (kept.size() > retention && seqNo != entry && !marks.containsKey(seqNo)) {
          kept.remove(seqNo);
          path.removeIf(reached -> reached.seqNo() == seqNo);
          names.add(new HistoryEntry.Name(transition.next().draft().orElseThrow().id(), seqNo));
        }
      }
      assertThat(transition.dropped()).isEqualTo(names);
      assertThat(kept.size()).isLessThanOrEqualTo(Math.max(retention, marks.size() + 1));
      dropped += names.size();
    }

    private void mark(int pick, EntryMark mark, ChangeId change) {
      if (head.isEmpty()) {
        return;
      }
      long seqNo = List.copyOf(kept.keySet()).get(pick % kept.size());
      boolean changes = !mark.equals(marks.getOrDefault(seqNo, EntryMark.NONE));
      if (mark.equals(EntryMark.NONE)) {
        marks.remove(seqNo);
      } else {
        marks.put(seqNo, mark);
      }
      Optional<Transition<Assistant>> marked = assistant.markEntry(seqNo, mark, change);
      assertThat(marked.isPresent()).isEqualTo(changes);
      marked.ifPresent(transition -> {
        assertThat(transition.dropped()).isEmpty();
        assistant = transition.next();
        version++;
        this.changes.add(change);
      });
    }

    private int cursor() {
      return path.stream().map(Reached::seqNo).toList().indexOf(entry);
    }

    private void step(int way, Stamp stamp, ChangeId change) {
      if (head.isEmpty()) {
        return;
      }
      int to = cursor() + way;
      HistoryPath walked = assistant.draft().orElseThrow().path();
      OptionalLong target = way < 0 ? walked.before(entry) : walked.after(entry);
      assertThat(target.isPresent()).isEqualTo(to >= 0 && to < path.size());
      if (target.isEmpty()) {
        return;
      }
      Reached reached = path.get(to);
      assertThat(target).hasValue(reached.seqNo());
      Transition<Assistant> transition =
          assistant.stepDraft(
              new HistoryEntry(
                  assistant.draft().get().id(), reached.seqNo(), hash(reached.content()), stamp),
              baseOf(walked.baseOf(reached.seqNo())),
              stamp,
              change);
      entry = reached.seqNo();
      head = Optional.of(reached.content());
      base = reached.base();
      assertThat(transition.entries()).isEmpty();
      saved(transition, change, transition.next().draft().orElseThrow().updated());
      told(transition, Optional.empty());
    }

    private Draft.Base baseOf(long number) {
      return new Draft.Base(number, hash(revisions.get((int) number - 1)));
    }

    private void rebase(String merged, Stamp stamp, ChangeId change) {
      if (head.isEmpty() || base == revision) {
        return;
      }
      Transition<Assistant> transition =
          Assistant.retaining(retention, assistant.rebaseDraft(hash(merged), stamp, change));
      wentOn(transition, merged, revision);
      saved(transition, change, transition.next().draft().orElseThrow().updated());
      told(transition, Optional.empty());
    }

    private void restore(boolean first, Stamp stamp, ChangeId change) {
      String content = first ? "first" : revisions.get(revisions.size() / 2);
      Optional<Transition<Assistant>> done =
          assistant.restoreRevision(1, hash(content), stamp, change);
      assertThat(done.isEmpty()).isEqualTo(head.equals(Optional.of(content)) && base == revision);
      if (done.isEmpty()) {
        return;
      }
      Transition<Assistant> transition = Assistant.retaining(retention, done.get());
      if (head.isEmpty()) {
        opened(content);
        assertThat(drafts.add(transition.next().draft().orElseThrow().id())).isTrue();
        assertEntry(transition);
      } else {
        wentOn(transition, content, revision);
      }
      restored = Optional.of(content);
      saved(transition, change, transition.next().draft().orElseThrow().updated());
      told(transition, Optional.empty());
    }

    private void commitPart(String part, Stamp stamp, ChangeId change) {
      if (head.isEmpty() || part.equals(head.get()) || part.equals(live)) {
        return;
      }
      CommitDecision decision =
          assistant.commitPart(authored(part), paths("/name"), Optional.empty(), stamp, change);
      if (base != revision) {
        assertThat(decision).isEqualTo(new CommitDecision.LiveChanged(assistant.live()));
        return;
      }
      Transition<Assistant> transition = ((CommitDecision.Committed) decision).transition();
      saved(transition, change, transition.next().updated());
      moved(transition, part, RevisionKind.COMMIT, change);
      wentOn(transition, head.get(), revision);
      told(transition, Optional.of(EventType.ASSISTANT_DRAFT_COMMITTED));
    }

    private void editDraft(Step step, Stamp stamp, ChangeId change) {
      if (head.isEmpty()) {
        return;
      }
      Optional<Transition<Assistant>> edited =
          assistant
              .editDraft(hash(step.content()), step.token(), stamp, change)
              .map(decided -> Assistant.retaining(retention, decided));
      Optional<ContentHash> shown = pending.applyTo(token);
      TokenChange then = step.token().applyTo(shown).equals(shown) ? pending : step.token();
      boolean sameContent = head.get().equals(step.content());
      assertThat(edited.isEmpty()).isEqualTo(sameContent && then.equals(pending));
      if (edited.isEmpty()) {
        return;
      }
      pending = then;
      wentOn(edited.get(), step.content(), base);
      saved(edited.get(), change, edited.get().next().draft().orElseThrow().updated());
      told(edited.get(), Optional.empty());
    }

    private void editLive(
        String content,
        Optional<String> newFolder,
        boolean lock,
        TokenChange tokenChange,
        Stamp stamp,
        ChangeId change) {
      LiveEdit edit =
          assistant.editLive(
              authored(content),
              paths("/name"),
              new Settings(newFolder, lock),
              tokenChange,
              stamp,
              change);
      Optional<ContentHash> newToken = tokenChange.applyTo(token);
      boolean sameContent = content.equals(live);
      boolean sameToken = newToken.equals(token);
      boolean sameFolder = newFolder.equals(folder);
      if (locked && !(sameContent && sameToken)) {
        assertThat(edit).isInstanceOf(LiveEdit.DraftRequired.class);
        return;
      }
      if (sameContent && sameToken && sameFolder && lock == locked) {
        assertThat(edit).isInstanceOf(LiveEdit.Unchanged.class);
        return;
      }
      Transition<Assistant> transition = AssistantFixture.changed(edit);
      token = newToken;
      folder = newFolder;
      locked = lock;
      saved(transition, change, transition.next().updated());
      if (!sameContent) {
        moved(transition, content, RevisionKind.UPDATE, change);
      } else {
        assertThat(transition.revisions()).isEmpty();
      }
      told(
          transition,
          sameContent && sameFolder
              ? Optional.empty()
              : Optional.of(EventType.ASSISTANT_LIVE_UPDATED));
    }

    private void commit(OptionalLong over, Stamp stamp, ChangeId change) {
      if (head.isEmpty()) {
        return;
      }
      CommitDecision decision =
          assistant.commit(
              authored(head.get()), paths("/name"), over, Optional.of("comment"), stamp, change);
      boolean same = head.get().equals(live);
      Optional<ContentHash> newToken = pending.applyTo(token);
      boolean sameToken = newToken.equals(token);
      boolean seen = over.orElse(base) == revision;
      switch (decision) {
        case CommitDecision.LiveChanged(Live now) -> {
          assertThat(seen || (same && sameToken)).isFalse();
          assertThat(now).isEqualTo(assistant.live());
        }
        case CommitDecision.NothingToCommit(Transition<Assistant> transition) -> {
          assertThat(same && (sameToken || seen)).isTrue();
          ended =
              Optional.of(sameToken ? EndedDraft.Outcome.UNCHANGED : EndedDraft.Outcome.COMMITTED);
          token = newToken;
          head = Optional.empty();
          saved(transition, change, transition.next().lastDraft().orElseThrow().stamp());
          told(transition, Optional.empty());
          assertThat(transition.revisions()).isEmpty();
        }
        case CommitDecision.Committed(Transition<Assistant> transition) -> {
          assertThat(!same && seen).isTrue();
          ended = Optional.of(EndedDraft.Outcome.COMMITTED);
          token = pending.applyTo(token);
          saved(transition, change, transition.next().updated());
          moved(
              transition,
              head.get(),
              head.equals(restored) ? RevisionKind.RESTORE : RevisionKind.COMMIT,
              change);
          head = Optional.empty();
          told(transition, Optional.of(EventType.ASSISTANT_DRAFT_COMMITTED));
        }
      }
    }

    private void discard(Stamp stamp, ChangeId change) {
      if (head.isEmpty()) {
        return;
      }
      Transition<Assistant> transition = assistant.discardDraft(stamp, change);
      discarded.add(hash(head.get()));
      head = Optional.empty();
      ended = Optional.of(EndedDraft.Outcome.DISCARDED);
      saved(transition, change, transition.next().lastDraft().orElseThrow().stamp());
      told(transition, Optional.empty());
      assertThat(transition.revisions()).isEmpty();
    }

    void delete() {
      Transition<Tombstone> deleted =
          assistant.delete(new Stamp(clock, "bob"), new ChangeId(UUID.randomUUID()));
      assertThat(deleted.next().version()).isEqualTo(version + 1);
      assertThat(deleted.next().deleted().at()).isAfter(latest);
      assertThat(deleted.next().lastRevision()).isEqualTo(revision);
      told(deleted, Optional.of(EventType.ASSISTANT_DELETED));
      assertThat(deleted.next().sequence()).isEqualTo(sequence);
    }

    /** One version more, later than all before. */
    private void saved(Transition<Assistant> transition, ChangeId change, Stamp stamp) {
      assistant = transition.next();
      version++;
      changes.add(change);
      assertThat(stamp.by()).isEqualTo("bob");
      assertThat(stamp.at()).isAfter(latest).isAfterOrEqualTo(clock);
      latest = stamp.at();
    }

    /** One revision more, hanging on the one before. */
    private void moved(
        Transition<Assistant> transition, String content, RevisionKind kind, ChangeId change) {
      revision++;
      live = content;
      revisions.add(content);
      Revision made = transition.revisions().getFirst();
      assertThat(transition.revisions()).hasSize(1);
      assertThat(made.number()).isEqualTo(revision);
      assertThat(made.parent()).contains(newest.hash());
      assertThat(made.intact()).isTrue();
      assertThat(made.kind()).isEqualTo(kind);
      assertThat(made.content()).isEqualTo(hash(content));
      assertThat(made.change()).isEqualTo(change);
      assertThat(made.stamp().at()).isAfter(newest.stamp().at());
      newest = made;
    }

    /** The events are numbered on, over all and on their topic. */
    private void told(Transition<? extends Aggregate> transition, Optional<EventType> type) {
      assertThat(transition.events().stream().map(Event::type).toList())
          .isEqualTo(type.stream().toList());
      for (Event event : transition.events()) {
        sequence++;
        assertThat(event.sequence()).isEqualTo(sequence);
        assertThat(event.previous()).isEqualTo(lastOfTopic.getOrDefault(event.type().topic(), 0L));
        assertThat(events.add(event.id())).isTrue();
        lastOfTopic.put(event.type().topic(), sequence);
      }
      assertThat(transition.next().sequence()).isEqualTo(sequence);
    }

    private void assertEntry(Transition<Assistant> transition) {
      Draft draft = transition.next().draft().orElseThrow();
      assertThat(transition.entries())
          .containsExactly(
              new HistoryEntry(draft.id(), entry, hash(head.orElseThrow()), draft.updated()));
    }

    private void check() {
      assertThat(assistant.version()).isEqualTo(version);
      assertThat(assistant.sequence()).isEqualTo(sequence);
      assertThat(assistant.live().revision()).isEqualTo(revision);
      assertThat(assistant.live().content()).isEqualTo(hash(live));
      assertThat(assistant.live().hash()).isEqualTo(newest.hash());
      assertThat(assistant.live().summary().name()).isEqualTo(live);
      assertThat(assistant.locked()).isEqualTo(locked);
      assertThat(assistant.folder()).isEqualTo(folder);
      assertThat(assistant.token()).isEqualTo(token);
      assertThat(assistant.draft().map(Draft::head)).isEqualTo(head.map(AssistantFixture::hash));
      assistant
          .draft()
          .ifPresent(draft -> {
            assertThat(draft.base()).isEqualTo(base);
            assertThat(draft.token()).isEqualTo(pending);
            assertThat(draft.baseContent()).isEqualTo(hash(revisions.get((int) base - 1)));
            assertThat(draft.seqNo()).isEqualTo(entry);
            assertThat(draft.lastSeqNo()).isEqualTo(lastEntry);
            assertThat(draft.kept().oldestFirst().map(SeqNo::value).toList())
                .isEqualTo(List.copyOf(kept.keySet()));
            assertThat(draft.marks()).isEqualTo(marks);
            assertThat(draft.path().newestFirst().boxed().toList().reversed())
                .isEqualTo(path.stream().map(Reached::seqNo).toList());
          });
      assertThat(assistant.outdated()).isEqualTo(head.isPresent() && base != revision);
      assertThat(assistant.lastDraft().map(EndedDraft::outcome)).isEqualTo(ended);
      assertThat(assistant.discarded().stream().map(DiscardedHead::content).toList())
          .isEqualTo(last(discarded, DiscardedHead.KEPT));
      assertThat(assistant.recentChanges().ids()).isEqualTo(last(changes, RecentChanges.KEPT));
    }

    private static <T> List<T> last(List<T> all, int kept) {
      return all.subList(Math.max(0, all.size() - kept), all.size());
    }
  }
}
