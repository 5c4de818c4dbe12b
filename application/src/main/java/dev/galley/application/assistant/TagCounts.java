package dev.galley.application.assistant;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many assistants have each tag.
 *
 * @param counts by tag, the most frequent first, then by tag
 * @param lowerBound whether there were more assistants than were looked at
 */
public record TagCounts(Map<String, Long> counts, boolean lowerBound) {

  public TagCounts {
    counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }
}
