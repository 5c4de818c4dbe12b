package dev.galley.application.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.application.memory.InMemoryStore;
import dev.galley.application.store.Saver;
import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.content.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClearDeletedAgentsTest {
  private static final Caller ALICE =
      new Caller(
          new TenantId("default"),
          "alice",
          Map.of(),
          Set.of(Caller.AI_SEAT),
          Set.of(Agent.CREATE),
          Set.of());

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(now::get);
  private final AgentDesk desk =
      new AgentDesk(
          store.snapshots(),
          store.revisions(),
          store.journals(),
          AgentLimits.DEFAULT,
          now::get,
          new Saver(store.aggregates(), UUID::randomUUID, attempt -> {}));

  private void deleted(String id) {
    JsonObject body = JsonObject.builder().put("id", id).build();
    Outcome<Agent> created =
        new CreateAgent(desk).handle(ALICE, "default", AgentForms.creation(body));
    assertThat(created).isInstanceOf(Outcome.Done.class);
    assertThat(new DeleteAgent(desk).handle(ALICE, "default", id, true))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void agentsThatWereJustDeletedKeepNoOtherFromItsTurn() {
    deleted("last");
    now.set(now.get().plus(Duration.ofMinutes(11)));
    for (String id : List.of("aa", "bb", "cc")) {
      deleted(id);
    }

    ClearDeletedAgents clear = new ClearDeletedAgents(desk, store.housekeeping(), 2);
    assertThat(clear.handle(10)).isZero();
    assertThat(clear.handle(10)).isEqualTo(1);
    assertThat(store.aggregates().everywhere(Keys.LEFTOVERS, 10)).hasSize(3);
  }
}
