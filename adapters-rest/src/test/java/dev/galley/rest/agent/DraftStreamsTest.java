package dev.galley.rest.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.agent.AgentDesk;
import dev.galley.application.agent.AgentForms;
import dev.galley.application.agent.AgentLimits;
import dev.galley.application.agent.AutosaveCopy;
import dev.galley.application.agent.CopyAddress;
import dev.galley.application.agent.CopySignals;
import dev.galley.application.agent.CreateAgent;
import dev.galley.application.agent.ReadCopy;
import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.store.Aggregates;
import dev.galley.application.store.ForwardingAggregates;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.AgentContent;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.content.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DraftStreamsTest {
  private static final Caller ALICE =
      new Caller(
          new TenantId("default"),
          "alice",
          Map.of(),
          Set.of(Caller.AI_SEAT),
          Set.of(Agent.CREATE),
          Set.of());
  private static final CopyAddress DRAFT = new CopyAddress(ALICE, "default", "helper", 0);

  private final InMemoryStore store = new InMemoryStore(Clock.systemUTC());
  private final AtomicInteger looks = new AtomicInteger();
  private final CopySignals signals = new CopySignals();
  private final AgentDesk desk =
      new AgentDesk(
          store.snapshots(),
          store.revisions(),
          store.journals(),
          AgentLimits.DEFAULT,
          Clock.systemUTC(),
          new Saver(new Counting(store.aggregates()), UUID::randomUUID, attempt -> {}));

  DraftStreamsTest() {
    new CreateAgent(desk)
        .handle(
            ALICE,
            "default",
            AgentForms.creation(JsonObject.builder().put("id", "helper").build()));
    new AutosaveCopy(desk)
        .handle(
            new AutosaveCopy.Command(
                DRAFT, AgentContent.EMPTY, OptionalLong.empty(), Optional.empty()));
  }

  private DraftStreams streams(Duration poll) {
    looks.set(0);
    return new DraftStreams(signals, new DraftStreamSettings(poll, Duration.ofSeconds(15), 10, 10));
  }

  private Outcome<Optional<WorkingCopy>> peek() {
    return new ReadCopy(desk).peek(DRAFT);
  }

  @Test
  void allWhoFollowADraftLookAtItOnce() throws InterruptedException {
    DraftStreams streams = streams(Duration.ofSeconds(10));
    var places = List.of(streams.enter(DRAFT), streams.enter(DRAFT), streams.enter(DRAFT));
    for (var place : places) {
      assertThat(place.look(this::peek)).isInstanceOf(Outcome.Done.class);
    }
    assertThat(looks).hasValue(1);

    places.getFirst().signal().raise();
    for (var place : places) {
      place.look(this::peek);
    }
    assertThat(looks).hasValue(2);
  }

  @Test
  void whatIsOldIsLookedAtAnew() throws InterruptedException {
    DraftStreams streams = streams(Duration.ofMillis(10));
    var place = streams.enter(DRAFT);
    place.look(this::peek);
    Thread.sleep(Duration.ofMillis(20));
    place.look(this::peek);
    assertThat(looks).hasValue(2);
  }

  @Test
  void whoeverFollowsNothingAnyMoreIsNotCounted() {
    DraftStreams streams = streams(Duration.ofSeconds(1));
    for (int i = 0; i < 100; i++) {
      var place = streams.enter(DRAFT);
      assertThat(place.isOpen()).isTrue();
      place.close();
      place.close();
      assertThat(place.isOpen()).isFalse();
    }
  }

  /** The port, with the number of times that a working copy was looked for. */
  private final class Counting extends ForwardingAggregates {

    Counting(Aggregates of) {
      super(of);
    }

    @Override
    public Optional<Living> named(TenantId tenant, String name) {
      looks.incrementAndGet();
      return super.named(tenant, name);
    }
  }
}
