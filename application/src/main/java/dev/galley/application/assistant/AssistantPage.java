package dev.galley.application.assistant;

import dev.galley.domain.assistant.Assistant;
import java.util.List;

/**
 * One page of assistants.
 *
 * @param more whether others follow
 * @param total how many there are in all, up to 10,000; 0 when it was not counted
 * @param totalIsLowerBound whether there may be more than {@code total}
 */
public record AssistantPage(
    List<Assistant> items, boolean more, long total, boolean totalIsLowerBound) {

  public AssistantPage {
    items = List.copyOf(items);
  }
}
