package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.chat.ChatKeys;
import java.util.Optional;
import java.util.UUID;

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

  /** The assistant, whether its id or that of its draft was named, which has to be there then. */
  public Outcome<Assistant> original(Caller caller, String id) {
    return desk.finder().original(caller, id);
  }

  /** The draft of the assistant that the id means. */
  public Outcome<AssistantView> draft(Caller caller, String id) {
    return desk.finder().draft(caller, id).map(desk::view);
  }

  /** The caller's newest chat with an assistant that he has found. */
  public Optional<UUID> chat(Caller caller, AssistantView view) {
    return desk
        .saver()
        .aggregates()
        .listed(caller.tenant(), ChatKeys.with(view.assistant().id(), caller.user()), "", 1)
        .stream()
        .map(chat -> chat.ref().id())
        .findFirst();
  }
}
