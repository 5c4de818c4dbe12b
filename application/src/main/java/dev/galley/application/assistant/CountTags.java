package dev.galley.application.assistant;

import dev.galley.domain.access.Caller;

/** Counts how often each tag stands on the live assistants that a caller can read. */
public final class CountTags {
  private final AssistantDesk desk;

  public CountTags(AssistantDesk desk) {
    this.desk = desk;
  }

  /** The counts, over the 10,000 last updated. */
  public TagCounts handle(Caller caller) {
    return desk.assistants().countTags(caller.tenant(), Visibility.of(caller));
  }
}
