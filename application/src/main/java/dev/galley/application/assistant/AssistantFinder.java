package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantKey;
import dev.galley.domain.assistant.Draft;
import java.util.Optional;

/** Finds what a caller has named, or tells him in which words it is not there for him. */
final class AssistantFinder {
  private static final String ASSISTANT = "assistant";

  private final Assistants assistants;

  AssistantFinder(Assistants assistants) {
    this.assistants = assistants;
  }

  /** Live or draft, whichever the id means. */
  Outcome<Found> target(Caller caller, String id) {
    Optional<AssistantKey> key = AssistantKey.parse(id);
    return find(caller, key)
        .then(assistant ->
            key.get().meansDraft()
                ? draftOf(caller, assistant, key)
                : Outcome.done(
                    new Found(assistant, Optional.empty(), assistant.levelOnLive(caller))));
  }

  /** The draft of the assistant that the id means; the id of the draft itself will do. */
  Outcome<Found> draft(Caller caller, String id) {
    Optional<AssistantKey> key = AssistantKey.parse(id);
    return find(caller, key).then(assistant -> draftOf(caller, assistant, key));
  }

  /** The assistant, whether its id or that of its draft was named, which has to be there then. */
  Outcome<Assistant> original(Caller caller, String id) {
    return target(caller, id).map(Found::assistant);
  }

  private Outcome<Assistant> find(Caller caller, Optional<AssistantKey> key) {
    return key.flatMap(k -> assistants.find(caller.tenant(), k))
        .filter(assistant -> assistant.levelOnLive(caller).allows(Level.READ))
        .<Outcome<Assistant>>map(Outcome::done)
        .orElseGet(() -> Outcome.refused(new Refusal.NotFound(ASSISTANT)));
  }

  private static Outcome<Found> draftOf(
      Caller caller, Assistant assistant, Optional<AssistantKey> key) {
    Level level = assistant.levelOnDraft(caller);
    if (!level.allows(Level.READ)) {
      return Outcome.refused(new Refusal.NoDraft(Optional.empty()));
    }
    Optional<Draft> draft =
        assistant
            .draft()
            .filter(open ->
                !(key.orElseThrow() instanceof AssistantKey.ById byId)
                    || !byId.meansDraft()
                    || byId.uuid().equals(open.id()));
    return draft.isEmpty()
        ? Outcome.refused(new Refusal.NoDraft(assistant.lastDraft()))
        : Outcome.done(new Found(assistant, draft, level));
  }
}
