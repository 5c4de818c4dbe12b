package dev.galley.consumer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what was applied in memory, for consumers whose own state is there too: after a restart
 * both begin anew. It is bounded: beyond the limit it forgets the aggregate that nothing was heard
 * of for longest, whose next event then counts as its first, so that a repeat of it would be
 * applied again. Safe for several threads.
 */
public final class InMemoryAppliedSequences implements AppliedSequences {
  private final Map<String, AppliedState> states;

  /**
   * @param limit how many aggregates are remembered, deleted ones included, 1 or more; each takes
   *     some 500 bytes
   */
  public InMemoryAppliedSequences(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 or more)");
    }
    this.states = new Bounded(limit);
  }

  @Override
  public synchronized Optional<AppliedState> load(String key) {
    return Optional.ofNullable(states.get(key));
  }

  @Override
  public synchronized void store(String key, AppliedState state) {
    states.put(key, state);
  }

  private static final class Bounded extends LinkedHashMap<String, AppliedState> {
    private static final long serialVersionUID = 1L;
    private final int limit;

    Bounded(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, AppliedState> eldest) {
      return size() > limit;
    }
  }
}
