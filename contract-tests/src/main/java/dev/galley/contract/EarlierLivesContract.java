package dev.galley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.agent.ReadAgentRevisions;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.Deploy;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** An id can be given again: the numbers go on, and nothing else does. */
public interface EarlierLivesContract extends StoreContract {
  /** Longer than anybody can be at work on a deleted agent. */
  Duration LATER = Duration.ofMinutes(20);

  private List<Long> revisions(Agent agent) {
    return store().revisions().before(agent.ref(), Long.MAX_VALUE, 100).stream()
        .map(Revision::number)
        .toList();
  }

  private List<Long> deploys(Agent agent) {
    return store().journals().before(agent.ref(), Deploy.JOURNAL, Long.MAX_VALUE, 100).stream()
        .map(JournalEntry::number)
        .toList();
  }

  private List<Event> events(AggregateRef ref) {
    List<Event> events = store().eventLog().of(ref, 0, 1_000);
    assertThat(events)
        .extracting(Event::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    return events;
  }

  private List<Long> withContent(AggregateRef ref) {
    return events(ref).stream()
        .filter(event -> event.content().isPresent())
        .map(Event::sequence)
        .toList();
  }

  private List<HistoryEntry> history(WorkingCopy copy, UUID draft) {
    return store().revisions().history(copy.ref(), draft, Long.MAX_VALUE, 100);
  }

  private void sweep() {
    while (store().housekeeping().eraseDeleted(100) > 0
        || store().housekeeping().eraseEndedDrafts(100) > 0) {}
  }

  @Test
  default void whatIsOlderThanATimeIsErasedAndTheRestStays() {
    for (boolean carriedOut : List.of(false, true)) {
      AgentAuthor author = AgentAuthor.inFreshTenant(store());
      author.create("demo", 2);
      Agent other = author.create("other", 2);
      Instant until = author.deploy("demo", 2).updated().at();
      author.mint("demo", "Later.");
      Agent agent = author.deploy("demo", 3);
      if (carriedOut) {
        Publishing.takeOver(store()).pendingOf(agent.ref());
      }
      for (int i = 0; i < 2; i++) {
        store().housekeeping().eraseUntil(agent.ref(), until);
        assertThat(revisions(agent)).containsExactly(3L);
        assertThat(deploys(agent)).containsExactly(3L);
        assertThat(events(agent.ref())).hasSize(6);
        assertThat(withContent(agent.ref())).containsExactly(5L, 6L);
      }
      assertThat(revisions(other)).containsExactly(2L, 1L);
      assertThat(deploys(other)).containsExactly(1L);
      assertThat(withContent(other.ref())).containsExactly(2L, 3L);
      assertThat(author.read("demo")).isEqualTo(agent);
      assertThat(revisions(author.mint("demo", "Last."))).containsExactly(4L, 3L);
      AggregateRef unknown = new AgentId("unknown").in(author.tenant());
      store().housekeeping().eraseUntil(unknown, until);
      assertThat(store().aggregates().find(unknown)).isEmpty();
    }
  }

  @Test
  default void anAgentUnderTheSameIdGoesOnWithTheNumbersAndNothingElse() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    AgentAuthor eve = author.as("eve");
    author.create("demo", 2);
    Agent first = author.deploy("demo", 2);
    WorkingCopy open = author.write("demo", 2, "Open.");
    author.write("demo", 1, "Ended.");
    WorkingCopy ended = author.discard("demo", 1);
    WorkingCopy hers = eve.saved(eve.copyChange(first, 2, "Hers."));
    UUID draft = open.openDraft().orElseThrow();
    UUID herDraft = hers.openDraft().orElseThrow();
    Agent deleted = author.delete("demo");

    Agent again = author.create("demo");
    assertThat(again.ref()).isEqualTo(first.ref());
    assertThat(again.sequence()).isEqualTo(deleted.sequence() + 1);
    assertThat(again.newestRevision()).isZero();
    requireNothingOfBefore(author);
    again = author.mint("demo", "Anew.");
    assertThat(again.newestRevision()).isEqualTo(3);
    WorkingCopy copy = author.write("demo", 3, "On it.");
    assertThat(copy.draftVersion().value()).isEqualTo(1);
    requireOnly(author, 3, 3);

    // Somebody may still be at work on the deleted one.
    author.clear();
    assertThat(revisions(again)).containsExactly(3L, 2L, 1L);
    assertThat(store().aggregates().find(open.ref())).isPresent();
    author.sleep(LATER);
    author.clear();
    sweep();

    Agent cleared = author.read("demo");
    assertThat(cleared.keys()).doesNotContain(Keys.LEFTOVERS);
    assertThat(revisions(cleared)).containsExactly(3L);
    assertThat(deploys(cleared)).containsExactly(3L);
    for (WorkingCopy old : List.of(open, ended, hers)) {
      assertThat(store().aggregates().find(old.ref())).isEmpty();
      assertThat(store().aggregates().named(author.tenant(), old.place().name())).isEmpty();
    }
    assertThat(history(open, draft)).isEmpty();
    assertThat(history(hers, herDraft)).isEmpty();
    assertThat(store().aggregates().listed(author.tenant(), Keys.copies(first.id(), 1), "", 9))
        .isEmpty();
    assertThat(withContent(cleared.ref())).containsExactly(events(cleared.ref()).size() - 0L);
    assertThat(author.copy("demo", 3)).contains(copy);
    requireOnly(author, 3, 3);
    author.clear();
    assertThat(author.read("demo")).as("cleared once").isEqualTo(cleared);
    assertThat(author.commit("demo", 3).revision().number()).isEqualTo(4);
  }

  private static void requireNothingOfBefore(AgentAuthor author) {
    ReadAgentRevisions read = new ReadAgentRevisions(author.desk());
    String tenant = author.tenant().value();
    assertThat(
            AgentAuthor.done(read.revisions(author.caller(), tenant, "demo", Long.MAX_VALUE, 10))
                .items())
        .isEmpty();
    assertThat(
            AgentAuthor.done(read.deploys(author.caller(), tenant, "demo", Long.MAX_VALUE, 10))
                .items())
        .isEmpty();
    for (long old : List.of(1L, 2L)) {
      assertThat(read.one(author.caller(), tenant, "demo", old))
          .isEqualTo(Outcome.refused(new Refusal.NotFound("revision")));
    }
    assertThat(author.copy("demo", 0)).isEmpty();
  }

  private static void requireOnly(AgentAuthor author, long revision, long deploy) {
    ReadAgentRevisions read = new ReadAgentRevisions(author.desk());
    String tenant = author.tenant().value();
    var revisions =
        AgentAuthor.done(read.revisions(author.caller(), tenant, "demo", Long.MAX_VALUE, 10));
    assertThat(revisions.items()).extracting(Revision::number).containsExactly(revision);
    assertThat(revisions.next()).isEmpty();
    var deploys =
        AgentAuthor.done(read.deploys(author.caller(), tenant, "demo", Long.MAX_VALUE, 10));
    assertThat(deploys.items()).extracting(Deploy::number).containsExactly(deploy);
    assertThat(deploys.next()).isEmpty();
  }

  @Test
  default void severalLivesAreClearedAtOnce() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    for (int life = 1; life <= 3; life++) {
      author.create("demo", 1);
      author.write("demo", author.read("demo").newestRevision(), "Life " + life);
      author.delete("demo");
    }
    author.sleep(LATER);
    author.clear();
    sweep();

    Agent cleared = author.read("demo");
    assertThat(cleared.exists()).isFalse();
    assertThat(cleared.keys()).isEmpty();
    assertThat(revisions(cleared)).isEmpty();
    assertThat(deploys(cleared)).isEmpty();
    assertThat(withContent(cleared.ref())).isEmpty();
    for (int life = 1; life <= 3; life++) {
      assertThat(store().aggregates().count(author.tenant(), Keys.copies(cleared.id(), life), 9))
          .isZero();
    }
    assertThat(author.create("demo", 1).newestRevision()).isEqualTo(4);
  }

  @Test
  default void theContentsOfAnEarlierLifeCanBeCollected() {
    AgentAuthor author = AgentAuthor.inFreshTenant(store());
    author.create("demo");
    author.mint("demo", "Only before.");
    author.write("demo", 1, "Never committed.");
    author.delete("demo");
    author.create("demo", 1);
    author.sleep(LATER);
    author.clear();
    sweep();
    store().awaitGrace();
    while (store().housekeeping().collectSnapshots(store().shortestGrace(), 1_000) > 0) {}

    for (String gone : List.of("Only before.", "Never committed.")) {
      assertThat(
              store()
                  .snapshots()
                  .find(author.tenant(), AgentAuthor.content(gone).snapshot().hash()))
          .as(gone)
          .isEmpty();
    }
    assertThat(author.mint("demo", "On.").newestRevision()).isEqualTo(3);
  }
}
