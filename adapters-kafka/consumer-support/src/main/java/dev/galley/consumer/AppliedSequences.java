package dev.galley.consumer;

import java.util.Optional;

/**
 * Where a consumer keeps what it has applied: beside its own state, in the same transaction. Then
 * an event's effect and its being applied are one step, and each event has its effect once,
 * whatever is killed when.
 *
 * <p>One aggregate is worked on by one thread at a time; implementations have to bear several
 * threads only when the consumer has several.
 */
public interface AppliedSequences {

  /**
   * What is remembered of an aggregate.
   *
   * @param key {@code <tenant>/<kind>/<id>}, at most 900 bytes of UTF-8
   * @throws Exception passed on by the handler; the event is not applied
   */
  Optional<AppliedState> load(String key) throws Exception;

  /**
   * Remembers it, instead of what was remembered before.
   *
   * @throws Exception passed on by the handler; the effect of the event must then not last
   */
  void store(String key, AppliedState state) throws Exception;
}
