package dev.galley.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.bootstrap.event.PublishingRecord;
import dev.galley.domain.aggregate.AggregateRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SweepTest {
  @Test
  void aJobThatFailsKeepsNoOtherFromItsTurn() {
    List<String> turns = new ArrayList<>();
    Housekeeping housekeeping =
        new Housekeeping() {
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

    new Sweep(
            housekeeping,
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofDays(7),
            new RevisionSettings(true, 1_000, Duration.ofDays(365)),
            new PublishingRecord(
                new InMemoryStore(Clock.systemUTC()).leases(),
                Optional.of(message -> CompletableFuture.completedFuture(null)),
                true))
        .run();

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
}
