package dev.galley.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a consumer remembers of one aggregate. It outlives the aggregate: after a deletion an older
 * event can still come on the other topic, so that this has to be kept for as long as the topics
 * keep records. Jackson writes it as JSON and reads it again as it is.
 *
 * @param began the lowest sequence seen; what was before it is not missed
 * @param applied the sequence applied last, the highest over all topics; 0 when only events of
 *     types that this version does not know were seen
 * @param seen the sequence seen last by topic, for the one or two topics that its events come on
 * @param deleted whether the event applied last was the deletion; an agent that is created again
 *     under its id goes on from here, and this is false again
 */
public record AppliedState(long began, long applied, Map<String, Long> seen, boolean deleted) {
  private static final Set<String> KNOWN_KINDS = Set.of("assistant", "agent");

  public AppliedState {
    if (began < 1 || applied < 0) {
      throw new IllegalArgumentException(
          "began: " + began + ", applied: " + applied + " (expected: 1 or more, 0 or more)");
    }
    seen = Map.copyOf(seen);
  }

  /** The sequence seen last on that topic. */
  public OptionalLong seenOn(String topic) {
    Long last = seen.get(topic);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  /** The state after the first event of an aggregate. */
  static AppliedState first(String topic, GalleyEvent event) {
    return new AppliedState(
        event.sequence(),
        tellsState(event) ? event.sequence() : 0,
        Map.of(topic, event.sequence()),
        event.isDeletion());
  }

  /**
   * Whether what is older than the event is out of date with it. An event of an unknown type of a
   * known kind may say just a part: older events that have not come yet must still be applied.
   */
  private static boolean tellsState(GalleyEvent event) {
    return !(event instanceof UnknownEvent) || !KNOWN_KINDS.contains(event.envelope().kind());
  }

  /** This state after that event was applied. */
  AppliedState after(String topic, GalleyEvent event) {
    if (!tellsState(event)) {
      return passing(topic, event);
    }
    return new AppliedState(
        Math.min(began, event.sequence()),
        event.sequence(),
        with(topic, event.sequence()),
        event.isDeletion());
  }

  /** This state after that event was seen, which makes nothing out of date. */
  AppliedState passing(String topic, GalleyEvent event) {
    return new AppliedState(
        Math.min(began, event.sequence()), applied, with(topic, event.sequence()), deleted);
  }

  /** Whether that event's predecessor on its topic is missing. */
  boolean revealsGap(String topic, OptionalLong previous) {
    OptionalLong last = seenOn(topic);
    if (last.isPresent()) {
      return !previous.equals(last);
    }
    // Nothing seen on this topic yet. What was before the beginning is not missed; and what was
    // seen on another topic comes from one that has been renamed.
    return previous.isPresent()
        && previous.getAsLong() > began
        && !seen.containsValue(previous.getAsLong());
  }

  private Map<String, Long> with(String topic, long sequence) {
    Map<String, Long> next = new HashMap<>(seen);
    next.put(topic, sequence);
    return next;
  }
}
