package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.CommitCopy;
import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.CopyView;
import dev.galley.application.agent.DiscardCopy;
import dev.galley.application.agent.MarkCopyEntry;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.agent.RestoreCopy;
import dev.galley.application.agent.StepCopy;
import dev.galley.application.store.Change;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.CopyWrite;
import dev.galley.domain.agent.DraftVersion;
import dev.galley.domain.agent.HistoryCursor;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.RecentChanges;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.SeqNos;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.Snapshot;
import dev.galley.domain.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a working copy by the use cases comes to what plain lists come to, and of two
 * who write at the same time none loses anything unheard.
 */
public interface WorkingCopiesContract extends StoreContract {
  /** How many random sequences are tried, when the default of a store is not enough. */
  String SEQUENCES = "galley.sequences";

  /** How many entries one save of a preparation makes. */
  int AT_ONCE = 60;

  /** How often a race is run. */
  int RACES = 20;

  /** How many random sequences are tried on this store. */
  default int sequences() {
    return 20;
  }

  @Test
  default void aWorkingCopyIsAList() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    int tries = Integer.getInteger(SEQUENCES, sequences());
    for (int i = 0; i < tries; i++) {
      long seed = tries == sequences() ? i : new Random().nextLong();
      String id = "agent" + i;
      author.create(id, 1);
      Sequence sequence = new Sequence(author, id, new Random(seed), i % 2 == 0);
      for (int step = 1; step <= 25; step++) {
        String what = sequence.next();
        try {
          sequence.requireSame(store());
        } catch (AssertionError e) {
          throw new AssertionError(
              "step " + step + " (" + what + ") of the sequence with seed " + seed, e);
        }
      }
    }
  }

  /** One working copy, done to at random, beside the list. */
  final class Sequence {
    private final AgentAuthor author;
    private final String id;
    private final Random random;
    private final ListedCopy list = new ListedCopy();
    private final Map<String, ContentHash> hashes = new HashMap<>();

    private Sequence(AgentAuthor author, String id, Random random, boolean full) {
      this.author = author;
      this.id = id;
      this.random = random;
      list.open("0");
      author.write(id, 1, "0");
      if (full) {
        fill(WorkingCopy.MIN_RETENTION - 3);
      }
    }

    /** Asked for each entry after each step. */
    private ContentHash hash(String text) {
      return hashes.computeIfAbsent(text, t -> AgentAuthor.content(t).snapshot().hash());
    }

    private CopyAddress at() {
      return author.at(id, 1);
    }

    private OptionalLong seen() {
      return OptionalLong.of(list.version);
    }

    /** So many entries as autosaves would have made them, in a few saves. */
    private void fill(int entries) {
      while (list.last < entries) {
        WorkingCopy copy = author.copy(id, 1).orElseThrow();
        OpenCopy open = copy.open().orElseThrow();
        List<HistoryEntry> made = new ArrayList<>();
        List<Snapshot> contents = new ArrayList<>();
        SeqNos kept = open.kept();
        for (int i = 0; i < AT_ONCE && list.last < entries; i++) {
          String text = list.last % 2 == 0 ? "0" : "1";
          list.write(text);
          var snapshot = AgentAuthor.content(text).snapshot();
          contents.add(snapshot);
          kept = kept.plus(new SeqNo(list.last));
          made.add(new HistoryEntry(open.draft(), list.last, snapshot.hash(), author.now()));
        }
        author.saved(filled(copy, kept, made, contents));
      }
    }

    private Change filled(
        WorkingCopy copy, SeqNos kept, List<HistoryEntry> made, List<Snapshot> contents) {
      OpenCopy open = copy.open().orElseThrow();
      HistoryEntry head = made.getLast();
      ChangeId change = Author.change();
      WorkingCopy next =
          new WorkingCopy(
              copy.id(),
              copy.tenant(),
              copy.place(),
              copy.version() + 1,
              new DraftVersion(list.version),
              new SeqNo(list.last),
              Optional.of(
                  new OpenCopy(
                      open.draft(),
                      open.baseContent(),
                      head.content(),
                      new HistoryCursor(new SeqNo(list.last)),
                      kept,
                      kept,
                      open.marks(),
                      open.opened(),
                      List.of(
                          new CopyWrite(
                              new DraftVersion(list.version),
                              CopyWrite.Kind.AUTOSAVE,
                              Optional.empty(),
                              head.stamp())))),
              copy.ended(),
              new RecentChanges(copy.recentChanges().ids()).plus(change));
      return Change.of(change, new Transition<>(next, List.of(), List.of(), made))
          .with(contents.stream().distinct().toArray(Snapshot[]::new));
    }

    /** Does something; what it was. */
    private String next() {
      if (!list.open) {
        String text = text();
        list.open(text);
        require(author.write(id, 1, text, OptionalLong.empty()));
        return "opened with " + text;
      }
      List<Long> entries = List.copyOf(list.kept.keySet());
      long entry = entries.get(random.nextInt(entries.size()));
      return switch (random.nextInt(16)) {
        case 0, 1, 2, 3, 4 -> write(text());
        case 5, 6, 7 -> step(StepCopy.Direction.UNDO, -1);
        case 8, 9 -> step(StepCopy.Direction.REDO, 1);
        case 10 -> restore(Optional.of(entry));
        case 11 -> restore(Optional.empty());
        case 12, 13 -> mark(entry);
        case 14 -> stale(text());
        default -> random.nextInt(4) == 0 ? end() : write(text());
      };
    }

    private String text() {
      return "" + random.nextInt(5);
    }

    private void require(Outcome<CopyView> outcome) {
      assertThat(AgentAuthor.done(outcome).copy().draftVersion().value()).isEqualTo(list.version);
    }

    private String write(String text) {
      OptionalLong seen = seen();
      list.write(text);
      require(author.write(id, 1, text, seen));
      return "autosave of " + text;
    }

    private String step(StepCopy.Direction direction, int steps) {
      Optional<Long> to = list.beside(steps);
      Outcome<CopyView> outcome =
          new StepCopy(author.desk()).handle(at(), seen(), Optional.empty(), direction);
      if (to.isPresent()) {
        list.cursor = to.get();
        list.version++;
        require(outcome);
      } else {
        assertThat(outcome)
            .isEqualTo(
                Outcome.refused(
                    steps < 0 ? new Refusal.NothingToUndo() : new Refusal.NothingToRedo()));
      }
      return direction.toString();
    }

    private String restore(Optional<Long> entry) {
      OptionalLong seen = seen();
      list.write(entry.map(list.kept::get).orElse("Revision 1 of " + id));
      require(
          new RestoreCopy(author.desk())
              .handle(at(), seen, Optional.empty(), entry.map(SeqNo::new)));
      return "restore of " + entry;
    }

    private String mark(long entry) {
      EntryMark mark =
          switch (random.nextInt(4)) {
            case 0 -> EntryMark.NONE;
            case 1 -> new EntryMark(false, Optional.of("Good"));
            default -> new EntryMark(true, Optional.empty());
          };
      list.mark(entry, mark);
      MarkCopyEntry.Marked marked =
          AgentAuthor.done(
              new MarkCopyEntry(author.desk())
                  .handle(
                      at(),
                      new SeqNo(entry),
                      new AgentForms.Mark(Optional.of(mark.pinned()), Optional.of(mark.label()))));
      assertThat(marked.mark()).isEqualTo(mark);
      return "mark of " + entry + ": " + mark;
    }

    /** What was seen is old; only the very head is taken for a retry. */
    private String stale(String text) {
      Outcome<CopyView> outcome = author.write(id, 1, text, OptionalLong.of(list.version - 1));
      if (text.equals(list.head())) {
        require(outcome);
      } else {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      }
      return "stale autosave of " + text;
    }

    private String end() {
      OptionalLong seen = seen();
      list.end();
      AgentAuthor.done(new DiscardCopy(author.desk()).handle(at(), seen, Optional.empty()));
      return "discard";
    }

    private void requireSame(StoreUnderTest store) {
      Optional<WorkingCopy> found = author.copy(id, 1);
      assertThat(found.isPresent()).isEqualTo(list.open);
      if (found.isEmpty()) {
        return;
      }
      WorkingCopy copy = found.get();
      OpenCopy open = copy.open().orElseThrow();
      ReadCopy read = new ReadCopy(author.desk());
      assertThat(copy.draftVersion().value()).isEqualTo(list.version);
      assertThat(copy.lastSeqNo().value()).isEqualTo(list.last);
      assertThat(open.cursor().entry().value()).isEqualTo(list.cursor);
      assertThat(open.head()).isEqualTo(hash(list.head()));
      assertThat(store.snapshots().find(author.tenant(), open.head())).isPresent();
      Map<Long, EntryMark> marks = new TreeMap<>();
      open.marks().forEach((entry, mark) -> marks.put(entry.value(), mark));
      assertThat(marks).isEqualTo(list.marks);
      Map<Long, Object> all = new TreeMap<>();
      read.history(copy, true).forEach(entry -> all.put(entry.seqNo(), entry.content()));
      Map<Long, Object> expected = new TreeMap<>();
      list.kept.forEach((entry, text) -> expected.put(entry, hash(text)));
      assertThat(all).isEqualTo(expected);
      assertThat(read.history(copy, false))
          .extracting(HistoryEntry::seqNo)
          .containsExactlyElementsOf(list.path);
    }
  }

  /** The author's own last words are in the revision, or he is told that they are not. */
  @Test
  default void anAutosaveAndACommitDoNotBothWin() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    int committed = 0;
    for (int race = 0; race < RACES; race++) {
      String id = "agent" + race;
      author.create(id, 1);
      OptionalLong seen = OptionalLong.of(author.write(id, 1, "First.").draftVersion().value());
      List<Outcome<?>> outcomes =
          Together.run(
              List.<Callable<Outcome<?>>>of(
                  () -> author.write(id, 1, "Last.", seen), () -> author.commit(id, 1, seen)));

      Agent agent = author.read(id);
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Done).hasSize(1);
      if (outcomes.get(1) instanceof Outcome.Done<?>(Object done)) {
        committed++;
        var revision = ((CommitCopy.Committed) done).revision();
        assertThat(revision.content()).isEqualTo(AgentAuthor.content("First.").snapshot().hash());
        assertThat(agent.newestRevision()).isEqualTo(2);
        assertThat(author.copy(id, 1)).isEmpty();
        assertThat(outcomes.getFirst())
            .isInstanceOfSatisfying(
                Outcome.Refused.class,
                refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.DraftGone.class));
      } else {
        assertThat(agent.newestRevision()).isEqualTo(1);
        assertThat(author.copy(id, 1).orElseThrow().open().orElseThrow().head())
            .isEqualTo(AgentAuthor.content("Last.").snapshot().hash());
        assertThat(outcomes.get(1))
            .isInstanceOfSatisfying(
                Outcome.Refused.class,
                refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.StaleDraft.class));
      }
      List<Event> events = store().eventLog().of(agent.ref(), 0, 10);
      assertThat(events)
          .extracting(Event::sequence)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, 1 + agent.newestRevision()).boxed().toList());
    }
    assertThat(committed).isBetween(0, RACES);
  }

  @Test
  default void ofSeveralClientsOfOneVersionOneWins() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    for (int race = 0; race < RACES; race++) {
      String id = "agent" + race;
      author.create(id, 1);
      OptionalLong seen = OptionalLong.of(author.write(id, 1, "First.").draftVersion().value());
      List<Callable<Outcome<CopyView>>> clients = new ArrayList<>();
      for (int client = 0; client < 4; client++) {
        String text = "Of client " + client;
        clients.add(() -> author.write(id, 1, text, seen));
      }
      List<Outcome<CopyView>> outcomes = Together.run(clients);

      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Done).hasSize(1);
      WorkingCopy copy = author.copy(id, 1).orElseThrow();
      assertThat(copy.draftVersion().value()).isEqualTo(2);
      assertThat(new ReadCopy(author.desk()).history(copy, true)).hasSize(2);
    }
  }

  @Test
  default void ofSeveralFirstSavesOneOpensTheCopy() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    for (int race = 0; race < RACES; race++) {
      String id = "agent" + race;
      author.create(id, 1);
      List<Callable<Outcome<CopyView>>> clients = new ArrayList<>();
      for (int client = 0; client < 4; client++) {
        String text = "Of client " + client % 2;
        clients.add(() -> author.write(id, 1, text, OptionalLong.empty()));
      }
      List<Outcome<CopyView>> outcomes = Together.run(clients);

      WorkingCopy copy = author.copy(id, 1).orElseThrow();
      assertThat(copy.draftVersion().value()).isEqualTo(1);
      for (int client = 0; client < 4; client++) {
        boolean same =
            AgentAuthor.content("Of client " + client % 2)
                .snapshot()
                .hash()
                .equals(copy.open().orElseThrow().head());
        assertThat(outcomes.get(client) instanceof Outcome.Done).isEqualTo(same);
      }
    }
  }

  @Test
  default void manyCommitsOfOneAgentAreNumberedWithoutGaps() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    author.create("demo");
    int each = 5;
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String text = "Writer " + writer + " revision ";
      writers.add(() -> {
        for (int i = 0; i < each; i++) {
          author.mint("demo", text + i);
        }
        return each;
      });
    }
    Together.run(writers);
    Agent agent = author.read("demo");
    assertThat(store().revisions().before(agent.ref(), Long.MAX_VALUE, 100))
        .extracting(revision -> revision.number())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 4L * each).boxed().toList().reversed());
  }
}
