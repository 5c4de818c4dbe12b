package dev.galley.application.assistant;

import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.Live;
import dev.galley.domain.assistant.Revision;
import java.util.List;

/** Tells who has moved live past the base of a draft, and what both sides have changed. */
final class LiveMoved {

  /** How many revisions are told of, the newest. */
  private static final int TOLD = 20;

  private LiveMoved() {}

  static Refusal refusal(
      AssistantDesk desk,
      Found found,
      AssistantContent base,
      AssistantContent live,
      AssistantContent head) {
    Assistant assistant = found.assistant();
    Draft draft = found.draft().orElseThrow();
    Live now = assistant.live();
    // The list of revisions is for those who write.
    List<Revision> since =
        found.level().allows(Level.WRITE)
            ? desk
                .revisions()
                .before(assistant.tenant(), assistant.id(), now.revision() + 1, TOLD)
                .stream()
                .filter(revision -> revision.number() > draft.base())
                .toList()
            : List.of();
    return new Refusal.LiveChanged(
        assistant.naturalId(),
        draft.base(),
        now.revision(),
        AssistantDesk.changed(base, live),
        AssistantDesk.changed(base, head),
        now.made().at(),
        now.made().by(),
        since);
  }
}
