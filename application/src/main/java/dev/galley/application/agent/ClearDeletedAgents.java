package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Housekeeping;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.SaveOutcome;
import dev.galley.domain.agent.Agent;
import dev.galley.domain.agent.Keys;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.AggregateRef;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Living;
import dev.galley.domain.aggregate.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Removes what deleted agents have left: working copies, revisions, contents of events. */
public final class ClearDeletedAgents {
  private static final int AT_ONCE = 100;

  /** Those that are too young come first again and again, and keep no others from their turn. */
  private static final int LOOKED_AT = 10_000;

  /** By then whoever had found the agent before it was deleted has saved what he wanted. */
  private static final Duration LATER = Duration.ofMinutes(10);

  private static final String SERVER = "galley";

  private final AgentDesk desk;
  private final Housekeeping housekeeping;

  public ClearDeletedAgents(AgentDesk desk, Housekeeping housekeeping) {
    this.desk = desk;
    this.housekeeping = housekeeping;
  }

  /**
   * Clears some agents. It can be repeated at any time.
   *
   * @return how many are cleared
   */
  public int handle(int limit) {
    int cleared = 0;
    Optional<RuntimeException> failure = Optional.empty();
    for (AggregateRef ref : desk.aggregates().everywhere(Keys.LEFTOVERS, LOOKED_AT)) {
      if (cleared == limit) {
        break;
      }
      try {
        cleared +=
            desk.aggregates().find(ref).filter(agent -> clear((Agent) agent)).isPresent() ? 1 : 0;
      } catch (RuntimeException e) {
        // One that can't be cleared keeps no other from its turn.
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return cleared;
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
