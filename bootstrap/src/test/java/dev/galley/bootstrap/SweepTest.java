package dev.galley.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentLimits;
import dev.galley.application.agent.ClearDeletedAgents;
import dev.galley.application.assistant.AssistantDesk;
import dev.galley.application.assistant.ClearDeletedAssistants;
import dev.galley.application.assistant.ClearParts;
import dev.galley.application.assistant.Limits;
import dev.galley.application.chat.ChatDesk;
import dev.galley.application.chat.CountChats;
import dev.galley.application.chat.RollUps;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.ModelList;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.Saver;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.bootstrap.event.PublishingRecord;
import dev.galley.domain.aggregate.AggregateRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SweepTest {
  private final List<String> turns = new ArrayList<>();

  @Test
  void aJobThatFailsKeepsNoOtherFromItsTurn() {
    sweep(new RevisionSettings(true, 1_000, Duration.ofDays(365)));

    assertThat(turns)
        .containsExactly(
            "deleted",
            "drafts",
            "PT168H published",
            "beyond 1000 and PT8760H",
            "snapshots",
            "snapshots",
            "receipts");
  }

  @Test
  void nothingIsPrunedUnlessItIsAskedFor() {
    sweep(new RevisionSettings(false, 1_000, Duration.ofDays(365)));

    assertThat(turns).doesNotContain("beyond 1000 and PT8760H").contains("receipts");
  }

  private void sweep(RevisionSettings revisions) {
    InMemoryStore store = new InMemoryStore(Clock.systemUTC());
    Saver saver = new Saver(store.aggregates(), UUID::randomUUID, attempt -> {});
    AgentDesk agents =
        new AgentDesk(
            store.snapshots(),
            store.revisions(),
            store.journals(),
            AgentLimits.DEFAULT,
            Clock.systemUTC(),
            saver);
    AssistantDesk assistants =
        new AssistantDesk(
            store.assistants(),
            store.snapshots(),
            store.revisions(),
            new ModelList(List.of(), store.models()),
            Limits.DEFAULT,
            Clock.systemUTC(),
            saver);
    new Sweep(
            failing(),
            new ClearDeletedAgents(agents, failing()),
            new ClearParts(assistants, store.aggregates(), Duration.ofHours(1)),
            new ClearDeletedAssistants(assistants),
            new CountChats(new ChatDesk(assistants, new RollUps(Duration.ZERO))),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofDays(7),
            revisions,
            new PublishingRecord(
                store.leases(),
                Optional.of(message -> CompletableFuture.completedFuture(null)),
                true))
        .run();
  }

  private Housekeeping failing() {
    return new Housekeeping() {
      @Override
      public int eraseDeleted(int limit) {
        turns.add("deleted");
        throw new StoreUnavailable("gone", new IllegalStateException("planted"));
      }

      @Override
      public void eraseUntil(AggregateRef aggregate, Instant until) {
        throw new AssertionError("no job of its own");
      }

      @Override
      public int eraseEndedDrafts(int limit) {
        turns.add("drafts");
        throw new IllegalStateException("planted");
      }

      @Override
      public int pruneRevisions(int keep, Duration age, int limit) {
        turns.add("beyond " + keep + " and " + age);
        throw new IllegalStateException("planted");
      }

      @Override
      public int collectSnapshots(Duration grace, int limit) {
        turns.add("snapshots");
        return turns.size() < 6 ? limit : 0;
      }

      @Override
      public int forgetReceipts(Duration age, int limit) {
        turns.add("receipts");
        throw new IllegalStateException("planted");
      }

      @Override
      public int forgetEvents(Duration age, boolean publishedOnly, int limit) {
        turns.add(age + (publishedOnly ? " published" : ""));
        throw new IllegalStateException("planted");
      }
    };
  }
}
