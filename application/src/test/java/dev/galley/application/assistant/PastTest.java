package dev.galley.application.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.model.ModelList;
import dev.galley.application.secret.Envelope;
import dev.galley.application.secret.SecretVault;
import dev.galley.application.store.Saver;
import dev.galley.application.store.Snapshots;
import dev.galley.application.store.StoreUnavailable;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.assistant.ChainCheck.Fault;
import dev.galley.domain.assistant.ChainCheck.Reason;
import dev.galley.domain.assistant.DiscardedHead;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Revision;
import dev.galley.domain.content.ContentHash;
import dev.galley.domain.content.JsonObject;
import dev.galley.domain.content.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The past in a store that does not keep all of it. */
class PastTest {
  private static final String ID = "alice:pilot";
  private static final Caller ALICE =
      new Caller(
          new TenantId("default"),
          "alice",
          Map.of(),
          Set.of(Caller.AI_SEAT),
          Set.of(Caller.CREATE_ASSISTANTS),
          Set.of());

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InMemoryStore store = new InMemoryStore(() -> now);
  private final Failing failing = new Failing();
  private final AssistantDesk desk =
      new AssistantDesk(
          store.assistants(),
          failing,
          failing,
          new ModelList(List.of(), store.models()),
          Limits.DEFAULT,
          () -> now,
          new Saver(store.aggregates(), UUID::randomUUID, attempt -> {}));

  @BeforeEach
  void fourRevisions() {
    JsonObject pilot = JsonObject.builder().put("name", "Pilot").build();
    done(
        new CreateAssistant(desk)
            .handle(
                new CreateAssistant.Command(
                    ALICE, AssistantPatch.forCreation(pilot, Limits.DEFAULT))));
    for (int i = 2; i <= 4; i++) {
      now = now.plusSeconds(1);
      JsonObject body = JsonObject.builder().put("welcome", "Revision " + i).build();
      done(
          new UpdateAssistant(desk)
              .handle(
                  new UpdateAssistant.Command(
                      ALICE,
                      ID,
                      AssistantPatch.forUpdate(body, Limits.DEFAULT),
                      new Precondition.None())));
    }
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private Optional<Fault> fault() {
    return done(new VerifyRevisions(desk).handle(ALICE, ID)).check().fault();
  }

  @Test
  void revisionThatCannotBeReadIsNamed() {
    assertThat(fault()).isEmpty();
    failing.unreadable = 3;
    assertThat(fault()).contains(new Fault(3, Reason.UNREADABLE));
  }

  @Test
  void contentThatIsNotThereIsNamedByItsRevision() {
    failing.lost = 2;
    assertThat(fault()).contains(new Fault(2, Reason.CONTENT_MISSING));
  }

  @Test
  void contentThatWasPrunedSinceTheRevisionWasReadIsNotMissed() {
    failing.lost = 2;
    failing.prunedSince = true;
    assertThat(fault()).isEmpty();
  }

  @Test
  void storeThatDoesNotAnswerSaysNothingAboutTheChain() {
    failing.away = true;
    assertThatThrownBy(this::fault).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void discardedHeadCanBeHadBackForThirtyDays() {
    done(new OpenDraft(desk).handle(new OpenDraft.Command(ALICE, ID, new Precondition.None())));
    done(
        new DiscardDraft(desk)
            .handle(new DiscardDraft.Command(ALICE, ID, new Precondition.None())));
    DiscardedHead head = discarded().getFirst();
    RestoreDraft.Command restore =
        new RestoreDraft.Command(
            ALICE,
            ID,
            new Precondition.None(),
            new RestoreDraft.Source.OfDiscarded(head.draft()),
            false);

    now = head.stamp().at().plus(Duration.ofDays(30));
    assertThat(discarded()).isEmpty();
    assertThat(new RestoreDraft(desk, secrets()).handle(restore))
        .isInstanceOf(Outcome.Refused.class);
    now = now.minusMillis(1);
    assertThat(discarded()).hasSize(1);
    assertThat(new RestoreDraft(desk, secrets()).handle(restore)).isInstanceOf(Outcome.Done.class);
  }

  private SecretMaker secrets() {
    return new SecretMaker(
        new SecretVault(store.aggregates(), desk.saver(), () -> now, Envelope.NONE),
        UUID::randomUUID);
  }

  private List<DiscardedHead> discarded() {
    return done(new ListDiscarded(desk).handle(ALICE, ID)).heads();
  }

  /** The store with parts of it gone. */
  private final class Failing implements Revisions, Snapshots {
    private long unreadable;
    private long lost;
    private boolean prunedSince;
    private boolean away;

    @Override
    public Optional<Revision> find(AggregateRef aggregate, long number) {
      requireReadable(number, number);
      return store
          .revisions()
          .find(aggregate, number)
          .map(revision -> prunedSince ? revision.withoutContent() : revision);
    }

    @Override
    public List<Revision> before(AggregateRef aggregate, long below, int limit) {
      requireReadable(below - limit, below - 1);
      return store.revisions().before(aggregate, below, limit);
    }

    private void requireReadable(long first, long last) {
      if (away) {
        throw new StoreUnavailable("away", null);
      }
      if (first <= unreadable && unreadable <= last) {
        throw new IllegalArgumentException("planted");
      }
    }

    @Override
    public List<HistoryEntry> history(AggregateRef aggregate, UUID draft, long below, int limit) {
      return store.revisions().history(aggregate, draft, below, limit);
    }

    @Override
    public Optional<Snapshot> find(TenantId tenant, ContentHash hash) {
      return store
          .snapshots()
          .find(tenant, hash)
          .filter(snapshot -> lost == 0 || !snapshot.canonical().contains("Revision " + lost));
    }

    @Override
    public Map<ContentHash, Snapshot> findAll(TenantId tenant, Collection<ContentHash> hashes) {
      return store.snapshots().findAll(tenant, hashes);
    }

    @Override
    public Map<ContentHash, Snapshot> findBelow(
        TenantId tenant, Collection<ContentHash> hashes, int bytes) {
      // As if all of them were large.
      return Map.of();
    }
  }
}
