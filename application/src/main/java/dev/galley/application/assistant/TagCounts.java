package dev.galley.application.assistant;

import dev.galley.application.store.AssistantProjection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many assistants have each tag.
 *
 * @param counts by tag, the most frequent first, then by tag
 * @param lowerBound whether there were more assistants than were looked at
 */
public record TagCounts(Map<String, Long> counts, boolean lowerBound) {

  public TagCounts {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** How many assistants have one tag. */
  public record Count(String tag, long count) {

    private boolean isBehind(Count other) {
      return count == other.count
          ? AssistantProjection.compare(tag, other.tag) > 0
          : count < other.count;
    }
  }

  /**
   * Some of them.
   *
   * @param more whether others are behind them
   */
  public record Page(List<Count> items, boolean more) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * A page.
   *
   * @param behind the last tag of the page before, with its count of then; absent for the first
   * @param start how many are passed over from there
   */
  public Page page(Optional<Count> behind, int start, int limit) {
    List<Count> found =
        counts.entrySet().stream()
            .map(entry -> new Count(entry.getKey(), entry.getValue()))
            .dropWhile(count -> behind.filter(last -> !count.isBehind(last)).isPresent())
            .skip(start)
            .limit(limit + 1L)
            .toList();
    return new Page(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
  }
}
