package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Rounds;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Removes what deleted agents have left: working copies, revisions, contents of events. */
public final class ClearDeletedAgents {
  private static final int AT_ONCE = 100;

  /** How many agents are looked at in one call. */
  private static final int LOOKED_AT = 10_000;

  /** By then whoever had found the agent before it was deleted has saved what he wanted. */
  private static final Duration LATER = Duration.ofMinutes(10);

  private static final String SERVER = "galley";

  private final AgentDesk desk;
  private final Housekeeping housekeeping;
  private final Rounds rounds;

  public ClearDeletedAgents(AgentDesk desk, Housekeeping housekeeping) {
    this(desk, housekeeping, LOOKED_AT);
  }

  ClearDeletedAgents(AgentDesk desk, Housekeeping housekeeping, int lookedAt) {
    this.desk = desk;
    this.housekeeping = housekeeping;
    this.rounds = new Rounds(desk.aggregates(), Keys.LEFTOVERS, lookedAt);
  }

  /**
   * Clears some agents, and goes on from there the next time. It can be repeated at any time.
   *
   * @return how many are cleared
   */
  public int handle(int limit) {
    AtomicInteger cleared = new AtomicInteger();
    rounds.walk(ref -> {
      if (desk.aggregates().find(ref).filter(agent -> clear((Agent) agent)).isPresent()) {
        cleared.incrementAndGet();
      }
      return cleared.get() < limit;
    });
    return cleared.get();
  }

  private boolean clear(Agent agent) {
    if (agent.cleared() == agent.gone()) {
      // By somebody else, since it was looked for.
      return false;
    }
    Stamp deleted = agent.deleted().orElseThrow();
    if (deleted.at().isAfter(desk.clock().instant().minus(LATER))) {
      return false;
    }
    for (long i = agent.cleared() + 1; i <= agent.gone(); i++) {
      if (!remove(agent, Keys.copies(agent.id(), i))) {
        return false;
      }
    }
    housekeeping.eraseUntil(agent.ref(), deleted.at());
    ChangeId change = desk.saver().changeId();
    return desk.saver().save(Change.of(change, agent.clear(change))) instanceof SaveOutcome.Saved;
  }

  /** False when somebody was in the way: then it is met again. */
  private boolean remove(Agent agent, String key) {
    List<Living> copies = desk.aggregates().listed(agent.tenant(), key, "", AT_ONCE);
    while (!copies.isEmpty()) {
      for (Living copy : copies) {
        ChangeId change = desk.saver().changeId();
        Stamp stamp = new Stamp(desk.clock().instant(), SERVER);
        Change removal =
            Change.of(change, ((WorkingCopy) copy).remove(stamp, change))
                .with(new NameChange.GiveUp());
        if (!(desk.saver().save(removal) instanceof SaveOutcome.Saved)) {
          return false;
        }
      }
      copies = desk.aggregates().listed(agent.tenant(), key, "", AT_ONCE);
    }
    return true;
  }
}
