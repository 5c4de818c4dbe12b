package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.access.TenantId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantId;
import dev.galley.domain.assistant.AssistantKey;
import java.util.Optional;

/** Lets those who review a draft see when it changes. It reads no content. */
public final class FollowDraft {
  private final AssistantDesk desk;

  public FollowDraft(AssistantDesk desk) {
    this.desk = desk;
  }

  /** The assistant, whose draft is open and may be read by the caller. */
  public Outcome<Assistant> open(Caller caller, String id) {
    return desk.finder().draft(caller, id).map(Found::assistant);
  }

  /** The assistant as it is now, whoever looks. */
  public Optional<Assistant> peek(TenantId tenant, AssistantId assistant) {
    return desk.assistants().find(tenant, AssistantKey.of(assistant));
  }

  /** Whether the caller may read drafts of it. */
  public static boolean allows(Assistant assistant, Caller caller) {
    return assistant.levelOnDraft(caller).allows(Level.READ);
  }
}
