package dev.galley.application.agent;

import dev.galley.application.event.EventSignal;
import dev.galley.application.store.Change;
import dev.galley.application.store.Follower;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.agent.AgentId;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.AggregateKind;
import dev.galley.domain.aggregate.AggregateRef;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Wakes whoever follows a working copy or the draft of an assistant, within this process, when it
 * may have changed. Some wait for the same signal although they follow different ones, and look in
 * vain now and then.
 */
public final class CopySignals {
  private static final int SIGNALS = 256;

  private final List<EventSignal> signals =
      Stream.generate(EventSignal::new).limit(SIGNALS).toList();

  /** The signal for a user's working copies of an agent, whatever their bases. */
  public EventSignal of(TenantId tenant, AgentId agent, String user) {
    return signals.get(Math.floorMod(Objects.hash(tenant, agent, user), SIGNALS));
  }

  /** The signal for the drafts of an assistant. */
  public EventSignal of(TenantId tenant, UUID assistant) {
    return signals.get(Math.floorMod(Objects.hash(tenant, assistant), SIGNALS));
  }

  /** Wakes those who follow what a change saves or uses up. */
  public void raise(Change change) {
    AggregateRef ref = change.next().ref();
    if (ref.kind() == AggregateKind.ASSISTANT) {
      of(ref.tenant(), ref.id()).raise();
    }
    Stream.concat(Stream.of(change.next()), change.follower().flatMap(Follower::left).stream())
        .filter(WorkingCopy.class::isInstance)
        .map(WorkingCopy.class::cast)
        .forEach(copy -> of(copy.tenant(), copy.place().agent(), copy.place().user()).raise());
  }

  /** Wakes all. */
  public void raiseAll() {
    signals.forEach(EventSignal::raise);
  }
}
