package dev.galley.domain.agent;

import static dev.galley.domain.fixtures.AgentFixture.ACME;
import static dev.galley.domain.fixtures.AgentFixture.ADA;
import static dev.galley.domain.fixtures.AgentFixture.DEMO;
import static dev.galley.domain.fixtures.AgentFixture.change;
import static dev.galley.domain.fixtures.AgentFixture.hash;
import static dev.galley.domain.fixtures.AgentFixture.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is done to a working copy, it comes to what a plain list comes to. */
class WorkingCopyLawsTest {
  private static final ContentHash BASE = hash("base");

  enum Kind {
    AUTOSAVE,
    UNDO,
    REDO,
    RESTORE,
    RESET,
    PIN,
    LABEL,
    UNMARK,
    REBASE,
    END
  }

  /**
   * One step.
   *
   * @param pick which of the entries that there are
   * @param text which content
   */
  record Step(Kind kind, int pick, int text) {
    ContentHash content() {
      return hash("text " + text);
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(8, Kind.AUTOSAVE),
            Tuple.of(5, Kind.UNDO),
            Tuple.of(3, Kind.REDO),
            Tuple.of(2, Kind.RESTORE),
            Tuple.of(1, Kind.RESET),
            Tuple.of(2, Kind.PIN),
            Tuple.of(1, Kind.LABEL),
            Tuple.of(1, Kind.UNMARK),
            Tuple.of(1, Kind.REBASE),
            Tuple.of(1, Kind.END));
    return Combinators.combine(
            kinds, Arbitraries.integers().between(0, 99), Arbitraries.integers().between(0, 4))
        .as(Step::new);
  }

  /** The working copy as lists: numbers with contents, some of them on the path. */
  private static final class Model {
    final SortedMap<Long, ContentHash> kept = new TreeMap<>();
    final SortedMap<Long, EntryMark> marks = new TreeMap<>();
    List<Long> path = new ArrayList<>();
    long cursor;
    long last;
    long version;

    void open(ContentHash head) {
      kept.clear();
      marks.clear();
      path.clear();
      version++;
      add(head);
    }

    private void add(ContentHash head) {
      path = new ArrayList<>(path.stream().filter(entry -> entry <= cursor).toList());
      cursor = ++last;
      path.add(cursor);
      kept.put(cursor, head);
    }

    void append(ContentHash head, int retention) {
      if (head.equals(kept.get(cursor))) {
        return;
      }
      add(head);
      for (Long entry : List.copyOf(kept.keySet())) {
        boolean stays = entry == cursor || marks.getOrDefault(entry, EntryMark.NONE).pinned();
        if (kept.size() > retention && !stays) {
          kept.remove(entry);
          marks.remove(entry);
          path.remove(entry);
        }
      }
    }

    Optional<Long> beside(int step) {
      int at = path.indexOf(cursor) + step;
      return at < 0 || at == path.size() ? Optional.empty() : Optional.of(path.get(at));
    }
  }

  /** The working copy, and what a store would hold of its history. */
  private static final class Subject {
    final int retention;
    final Map<Long, HistoryEntry> stored = new TreeMap<>();
    long seconds;
    WorkingCopy copy;

    Subject(int retention) {
      this.retention = retention;
      Transition<WorkingCopy> created =
          WorkingCopy.create(
              UUID.randomUUID(),
              ACME,
              new CopyPlace(DEMO, 1, 0, ADA),
              Optional.empty(),
              new WorkingCopy.Start(UUID.randomUUID(), hash("text 0"), BASE),
              writer(),
              change());
      copy = created.next();
      store(created);
    }

    CopyWriter writer() {
      // Clocks of several servers: time stands still now and then, and goes back.
      return new CopyWriter(stamp(++seconds % 7), Optional.empty());
    }

    void then(Transition<WorkingCopy> next) {
      assertThat(next.next().version()).isEqualTo(copy.version() + 1);
      copy = next.next();
      store(next);
    }

    private void store(Transition<WorkingCopy> next) {
      next.entries().forEach(entry -> stored.put(entry.seqNo(), entry));
      next.dropped().forEach(name -> assertThat(stored.remove(name.seqNo())).isNotNull());
    }

    OpenCopy open() {
      return copy.open().orElseThrow();
    }

    void write(CopyWrite.Kind kind, ContentHash head) {
      if (!head.equals(open().head())) {
        then(copy.write(kind, head, retention, writer(), change()));
      }
    }
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void aWorkingCopyIsAList(
      @ForAll @Size(min = 1, max = 60) List<@From("steps") Step> steps,
      @ForAll @IntRange(min = 1, max = 9) int retention) {
    Subject subject = new Subject(retention);
    Model model = new Model();
    model.open(hash("text 0"));
    requireSame(subject, model);
    for (Step step : steps) {
      run(step, subject, model);
      requireSame(subject, model);
    }
  }

  private static void run(Step step, Subject subject, Model model) {
    long picked = List.copyOf(model.kept.keySet()).get(step.pick() % model.kept.size());
    switch (step.kind()) {
      case AUTOSAVE -> write(CopyWrite.Kind.AUTOSAVE, step.content(), subject, model);
      case RESTORE ->
          write(CopyWrite.Kind.RESTORE, subject.stored.get(picked).content(), subject, model);
      case RESET -> write(CopyWrite.Kind.RESET, BASE, subject, model);
      case UNDO -> step(-1, subject, model);
      case REDO -> step(1, subject, model);
      case PIN -> mark(picked, new EntryMark(true, Optional.empty()), subject, model);
      case LABEL -> mark(picked, new EntryMark(false, Optional.of("Good")), subject, model);
      case UNMARK -> mark(picked, EntryMark.NONE, subject, model);
      case REBASE -> rebase(step, subject, model);
      case END -> end(step, subject, model);
    }
  }

  private static void write(CopyWrite.Kind kind, ContentHash head, Subject subject, Model model) {
    boolean changes = !head.equals(model.kept.get(model.cursor));
    model.version += changes ? 1 : 0;
    model.append(head, subject.retention);
    subject.write(kind, head);
    if (changes) {
      assertThat(subject.open().lastWrite().kind()).isEqualTo(kind);
    }
  }

  private static void step(int direction, Subject subject, Model model) {
    Optional<Long> beside = model.beside(direction);
    OpenCopy open = subject.open();
    assertThat(direction < 0 ? open.canUndo() : open.canRedo()).isEqualTo(beside.isPresent());
    beside.ifPresent(entry -> {
      model.cursor = entry;
      model.version++;
      subject.then(subject.copy.step(subject.stored.get(entry), subject.writer(), change()));
      assertThat(subject.open().lastWrite().kind())
          .isEqualTo(direction < 0 ? CopyWrite.Kind.UNDO : CopyWrite.Kind.REDO);
    });
  }

  private static void mark(long entry, EntryMark mark, Subject subject, Model model) {
    boolean changes = !mark.equals(model.marks.getOrDefault(entry, EntryMark.NONE));
    model.marks.remove(entry);
    if (!mark.equals(EntryMark.NONE)) {
      model.marks.put(entry, mark);
    }
    var marked = subject.copy.mark(new SeqNo(entry), mark, change());
    assertThat(marked.isPresent()).isEqualTo(changes);
    marked.ifPresent(subject::then);
  }

  /** Onto a base on which there is another one, open or ended; or none. */
  private static void rebase(Step step, Subject subject, Model model) {
    long base = subject.copy.place().base() + 1;
    Optional<WorkingCopy> other = Optional.empty();
    if (step.pick() % 3 > 0) {
      Subject replaced = new Subject(subject.retention);
      for (int i = 0; i < step.pick(); i++) {
        replaced.write(CopyWrite.Kind.AUTOSAVE, hash("theirs " + i));
      }
      if (step.pick() % 3 == 2) {
        replaced.then(replaced.copy.discard(replaced.writer(), change()));
      }
      other = Optional.of(replaced.copy);
    }
    model.version =
        Math.max(model.version, other.map(o -> o.draftVersion().value()).orElse(0L)) + 1;
    model.last = Math.max(model.last, other.map(o -> o.lastSeqNo().value()).orElse(0L));
    other
        .flatMap(WorkingCopy::open)
        .ifPresent(open -> model.append(open.head(), subject.retention));
    model.append(step.content(), subject.retention);
    subject.then(
        subject.copy.rebase(
            base, BASE, step.content(), other, subject.retention, subject.writer(), change()));
    assertThat(subject.copy.place().base()).isEqualTo(base);
  }

  private static void end(Step step, Subject subject, Model model) {
    model.version++;
    if (step.pick() % 2 == 0) {
      subject.then(subject.copy.discard(subject.writer(), change()));
    } else {
      subject.copy = subject.copy.committed(7, subject.writer(), change());
    }
    assertThat(subject.copy.open()).isEmpty();
    assertThat(subject.copy.contents()).isEmpty();
    assertThat(subject.copy.openDraft()).isEmpty();
    EndedCopy ended = subject.copy.ended().orElseThrow();
    assertThat(ended.how().version()).isEqualTo(new DraftVersion(model.version));
    assertThat(ended.revision().isPresent()).isEqualTo(step.pick() % 2 == 1);
    subject.stored.clear();
    model.open(step.content());
    subject.then(
        subject.copy.reopen(
            new WorkingCopy.Start(UUID.randomUUID(), step.content(), BASE),
            subject.writer(),
            change()));
  }

  private static void requireSame(Subject subject, Model model) {
    OpenCopy open = subject.open();
    assertThat(numbers(open.kept())).containsExactlyElementsOf(model.kept.keySet());
    assertThat(numbers(open.path())).containsExactlyElementsOf(model.path);
    assertThat(open.cursor().entry().value()).isEqualTo(model.cursor);
    assertThat(open.head()).isEqualTo(model.kept.get(model.cursor));
    assertThat(subject.copy.draftVersion().value()).isEqualTo(model.version);
    assertThat(subject.copy.lastSeqNo().value()).isEqualTo(model.last);
    SortedMap<Long, EntryMark> marks = new TreeMap<>();
    open.marks().forEach((entry, mark) -> marks.put(entry.value(), mark));
    assertThat(marks).isEqualTo(model.marks);
    SortedMap<Long, ContentHash> stored = new TreeMap<>();
    subject.stored.forEach((entry, found) -> {
      assertThat(found.draft()).isEqualTo(open.draft());
      stored.put(entry, found.content());
    });
    assertThat(stored).isEqualTo(model.kept);
    List<CopyWrite> writes = open.writes();
    assertThat(writes.getLast().version().value()).isEqualTo(model.version);
    for (int i = 1; i < writes.size(); i++) {
      assertThat(writes.get(i).stamp().at()).isAfter(writes.get(i - 1).stamp().at());
      assertThat(writes.get(i).version().value())
          .isGreaterThan(writes.get(i - 1).version().value());
    }
  }

  private static List<Long> numbers(SeqNos entries) {
    return entries.oldestFirst().map(SeqNo::value).toList();
  }
}
