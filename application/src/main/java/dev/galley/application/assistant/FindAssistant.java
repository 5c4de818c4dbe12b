package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;

/** Reads an assistant or a draft. */
public final class FindAssistant {
  private final AssistantDesk desk;

  public FindAssistant(AssistantDesk desk) {
    this.desk = desk;
  }

  /** Live or draft, whichever the id means. */
  public Outcome<AssistantView> handle(Caller caller, String id) {
    return desk.finder().target(caller, id).map(desk::view);
  }

  /** The draft of the assistant that the id means. */
  public Outcome<AssistantView> draft(Caller caller, String id) {
    return desk.finder().draft(caller, id).map(desk::view);
  }
}
