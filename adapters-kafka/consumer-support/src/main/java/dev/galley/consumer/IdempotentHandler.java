package dev.galley.consumer;

import java.util.Objects;
import java.util.Optional;

/**
 * Lets each event through to a consumer's handler once, in rising order, although Kafka and Galley
 * deliver at least once and the two topics come in any order to each other. It drops what was seen
 * before and what is older than what was applied, and reports gaps.
 *
 * <p>A deletion is an event like the others: what comes behind it is applied, since an agent can be
 * created again under its id and goes on with its numbers; what is older is dropped.
 *
 * <p>Every event that arrives has to be given to it, unknown ones included, since the next one of
 * its topic refers to it.
 *
 * <p>It has no state of its own: whatever {@link AppliedSequences} says holds. It may be used by
 * several threads as long as one aggregate is worked on by one of them at a time. With one thread
 * per partition that is so for a consumer of one topic; for one of both topics it is so when the
 * same partitions of both go to the same thread (Kafka's {@code RangeAssignor} does that for topics
 * with equally many partitions, its default).
 */
public final class IdempotentHandler {
  private final AppliedSequences applied;
  private final EventHandler handler;
  private final GapListener gaps;

  /**
   * @param applied what was applied already
   * @param handler what to do with new events
   * @param gaps is told of gaps before the event behind one is applied
   */
  public IdempotentHandler(AppliedSequences applied, EventHandler handler, GapListener gaps) {
    this.applied = Objects.requireNonNull(applied, "applied");
    this.handler = Objects.requireNonNull(handler, "handler");
    this.gaps = Objects.requireNonNull(gaps, "gaps");
  }

  /**
   * Applies an event unless it was applied or overtaken before.
   *
   * @param topic where it came from; the names of both topics must differ
   * @throws Exception what the handler, the listener or the sequences have thrown; nothing is
   *     recorded then and the event can be given again
   */
  public Outcome handle(String topic, GalleyEvent event) throws Exception {
    String key = event.key();
    Optional<AppliedState> found = applied.load(key);
    if (found.isEmpty()) {
      handler.handle(event);
      applied.store(key, AppliedState.first(topic, event));
      return Outcome.APPLIED;
    }
    AppliedState state = found.get();
    if (event.sequence() <= state.seenOn(topic).orElse(0)) {
      return Outcome.REPEATED;
    }
    if (state.revealsGap(topic, event.envelope().previous())) {
      gaps.onGap(new Gap(key, topic, state.seenOn(topic), event.envelope().previous(), event));
    }
    if (event.sequence() <= state.applied()) {
      applied.store(key, state.passing(topic, event));
      return Outcome.SUPERSEDED;
    }
    handler.handle(event);
    applied.store(key, state.after(topic, event));
    return Outcome.APPLIED;
  }
}
