package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.galley.application.store.Change;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Deploy;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is noted with a save is read back, the newest first, for as long as its aggregate. */
public interface JournalsContract extends StoreContract {

  private List<JournalEntry> notes(AggregateRef ref, String journal, long below, int limit) {
    return store().journals().before(ref, journal, below, limit);
  }

  private List<JournalEntry> notes(AggregateRef ref, String journal) {
    return notes(ref, journal, Long.MAX_VALUE, 1_000);
  }

  private static JournalEntry note(String journal, long number, Stamp stamp) {
    return new JournalEntry(
        journal,
        number,
        stamp,
        JsonObject.builder().put("text", journal + " \"" + number + "\"").put("n", number).build());
  }

  /** A change of live that notes this. */
  private static Change noting(Author author, Assistant assistant, JournalEntry... notes) {
    Change edit =
        author.liveChange(
            assistant,
            Author.content(assistant.live().summary().name(), "Version " + assistant.version()),
            author.now());
    return new Change(
        edit.id(),
        edit.next(),
        edit.readVersion(),
        edit.events(),
        edit.snapshots(),
        edit.revisions(),
        edit.entries(),
        edit.dropped(),
        List.of(notes),
        edit.name(),
        edit.receipt(),
        edit.follower(),
        edit.near());
  }

  @Test
  default void nothingIsNotedAboutNothing() {
    Author author = author();
    Assistant unnoted = author.create("Unnoted");
    assertThat(notes(unnoted.ref(), "log")).isEmpty();
    assertThat(notes(author.creationChange("Unknown").next().ref(), "log")).isEmpty();
  }

  @Test
  default void whatIsNotedIsReadTheNewestFirst() {
    Author author = author();
    Assistant assistant = author.create("Noted");
    List<JournalEntry> expected = new ArrayList<>();
    for (int i = 1; i <= 11; i++) {
      JournalEntry note = note("log", i, author.now());
      assistant = author.saved(noting(author, assistant, note));
      expected.addFirst(note);
    }
    for (boolean carriedOut : List.of(false, true)) {
      if (carriedOut) {
        Publishing.takeOver(store()).pendingOf(assistant.ref());
      }
      assertThat(notes(assistant.ref(), "log")).isEqualTo(expected);
      assertThat(notes(assistant.ref(), "log", 11, 3)).isEqualTo(expected.subList(1, 4));
      assertThat(notes(assistant.ref(), "log", 3, 9)).isEqualTo(expected.subList(9, 11));
      assertThat(notes(assistant.ref(), "log", 1, 9)).isEmpty();
    }
    // Some have been carried out, and the next not yet.
    JournalEntry later = note("log", 12, author.now());
    assistant = author.saved(noting(author, assistant, later));
    expected.addFirst(later);
    assertThat(notes(assistant.ref(), "log")).isEqualTo(expected);
    assertThat(notes(assistant.ref(), "log", Long.MAX_VALUE, 2)).isEqualTo(expected.subList(0, 2));
  }

  @Test
  default void oneSaveNotesInSeveralJournals() {
    Author author = author();
    Assistant one = author.create("One");
    Assistant two = author.create("Two");
    JournalEntry first = note("log", 1, author.now());
    JournalEntry second = note("log", 2, author.now());
    JournalEntry other = note("logbook", 1, author.now());
    author.saved(noting(author, one, first, other, second));
    JournalEntry ofTwo = note("log", 1, author.now());
    author.saved(noting(author, two, ofTwo));
    Publishing.takeOver(store()).pendingOf(one.ref());

    assertThat(notes(one.ref(), "log")).containsExactly(second, first);
    assertThat(notes(one.ref(), "logbook")).containsExactly(other);
    assertThat(notes(one.ref(), "lo")).isEmpty();
    assertThat(notes(two.ref(), "log")).containsExactly(ofTwo);
    assertThat(notes(new AggregateRef(author().tenant(), one.ref().kind(), one.ref().id()), "log"))
        .as("of another tenant")
        .isEmpty();
  }

  @Test
  default void aSaveThatIsRefusedNotesNothing() {
    Author author = author();
    Assistant assistant = author.create("Stale");
    Change stale = noting(author, assistant, note("log", 1, author.now()));
    author.editLive(assistant, "Faster.");

    assertThat(store().aggregates().save(stale)).isEqualTo(new SaveOutcome.Stale(2));
    assertThat(notes(assistant.ref(), "log")).isEmpty();
  }

  @Test
  default void whatIsNotedAboutTheDeletedIsErased() {
    Author author = author();
    Assistant doomed = author.create("Doomed");
    Assistant other = author.create("Other");
    doomed = author.saved(noting(author, doomed, note("log", 1, author.now())));
    Publishing.takeOver(store()).pendingOf(doomed.ref());
    doomed = author.saved(noting(author, doomed, note("log", 2, author.now())));
    author.saved(noting(author, other, note("log", 1, author.now())));
    author.delete(doomed);
    while (store().housekeeping().eraseDeleted(100) > 0) {}

    assertThat(notes(doomed.ref(), "log")).isEmpty();
    assertThat(notes(other.ref(), "log")).hasSize(1);
  }

  @Test
  default void deploysAreNotedWithTheirSave() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    author.create("demo", 2);
    author.deploy("demo", 2);
    Agent agent = author.deploy("demo", 1);
    ChangeId id = Author.change();
    Transition<Agent> third =
        agent.deploy(store().revisions().find(agent.ref(), 2).orElseThrow(), author.now(), id);
    agent = author.saved(Change.of(id, third));

    assertThat(notes(agent.ref(), Deploy.JOURNAL))
        .extracting(Deploy::of)
        .extracting(Deploy::number, Deploy::revision)
        .containsExactly(tuple(4L, 2L), tuple(3L, 1L), tuple(2L, 2L), tuple(1L, 1L));
    assertThat(notes(agent.ref(), Deploy.JOURNAL).getFirst()).isEqualTo(third.notes().getFirst());
  }
}
