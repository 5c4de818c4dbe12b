package dev.galley.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.contract.AgentAuthor;
import dev.galley.contract.Publishing;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Deploy;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.aggregate.JournalEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is erased of an agent's earlier life does not come back, although the agent is there again:
 * neither by one who is late carrying it out, nor when the process that erases it ends.
 */
final class EarlierLifeTest {
  private static final Duration LATER = Duration.ofHours(1);

  private final Stopping stopping = Stopping.start();
  private final MongoStoreUnderTest process = stopping.process();
  private final MongoStoreUnderTest other = stopping.other();
  private final AgentAuthor author = AgentAuthor.inFreshTenant(other);
  private int made;

  @AfterEach
  void drop() {
    stopping.drop();
  }

  /** An agent with everything that there can be of an earlier life inside it. */
  private Agent deleted() {
    String id = "agent" + made++;
    author.create(id, 2);
    author.deploy(id, 2);
    author.write(id, 2, "Never committed.");
    return author.delete(id);
  }

  private void requireCleared(String where, Agent agent, long revision) {
    assertThat(author.read(agent.id().value()).keys()).as(where).doesNotContain(Keys.LEFTOVERS);
    List<Long> newer = revision == 0 ? List.of() : List.of(revision);
    assertThat(other.revisions().before(agent.ref(), Long.MAX_VALUE, 100))
        .as(where)
        .extracting(Revision::number)
        .isEqualTo(newer);
    assertThat(other.journals().before(agent.ref(), Deploy.JOURNAL, Long.MAX_VALUE, 100))
        .as(where)
        .extracting(JournalEntry::number)
        .isEqualTo(newer);
    List<Event> events = other.eventLog().of(agent.ref(), 0, 100);
    assertThat(events)
        .as(where)
        .extracting(Event::sequence)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, author.read(agent.id().value()).sequence()).boxed().toList());
    assertThat(events)
        .as(where)
        .filteredOn(event -> event.sequence() <= agent.sequence())
        .allMatch(event -> event.content().isEmpty());
    assertThat(events)
        .as(where)
        .filteredOn(event -> event.content().isPresent())
        .hasSize(newer.size());
    for (long life = 1; life < author.read(agent.id().value()).incarnation(); life++) {
      String copies = Keys.copies(agent.id(), life);
      assertThat(other.aggregates().count(author.tenant(), copies, 9)).as(where).isZero();
    }
  }

  @Test
  void oneWhoIsLateCarryingOutBringsNothingBack() {
    for (boolean again : List.of(false, true)) {
      Agent agent = deleted();
      Deciding deciding = new Deciding(other.mongo());
      AggregateDocument late = deciding.read(agent.ref()).orElseThrow();
      assertThat(late.carried("revisions")).hasSize(2);
      assertThat(late.carried("notes")).hasSize(2);
      if (again) {
        author.create(agent.id().value(), 1);
      }
      author.sleep(LATER);
      author.clear();
      requireCleared("before", agent, again ? 3 : 0);

      assertThat(new Carrying(other.mongo(), deciding).out(late)).isFalse();
      requireCleared("afterwards", agent, again ? 3 : 0);
    }
  }

  @Test
  void oneWhoIsSlowAtAnyExchangeBringsNothingBack() {
    boolean struck = true;
    for (int step = 1; struck; step++) {
      assertThat(step).isLessThan(30);
      Publishing leases = Publishing.takeOver(other);
      Agent agent = deleted();
      stopping
          .faults()
          .beSlowAt(
              step,
              () -> {
                author.create(agent.id().value(), 1);
                author.sleep(LATER);
                author.clear();
              });
      process.outbox().gather(List.of(leases.on(agent.ref())), 1_000);
      struck = stopping.faults().clear();
      if (struck) {
        requireCleared("slow before exchange " + step, agent, 3);
      }
    }
  }

  @Test
  void aClearingThatEndsAnywhereIsDoneByTheNext() {
    stopping.everywhere(
        "clearing",
        where -> {
          Agent agent = deleted();
          author.create(agent.id().value(), 1);
          author.sleep(LATER);
          AgentAuthor janitor = AgentAuthor.in(author.tenant(), process);
          janitor.sleep(LATER.multipliedBy(1_000));
          return new Stopping.Work(
              janitor::clear,
              () -> {
                author.clear();
                requireCleared(where, agent, 3);
                author.mint(agent.id().value(), "Onwards.");
              });
        });
  }
}
