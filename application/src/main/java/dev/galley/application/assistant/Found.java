package dev.galley.application.assistant;

import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.content.ContentHash;
import java.time.Instant;
import java.util.Optional;

/**
 * What a key has led to.
 *
 * @param draft the draft when it is meant; absent when live is
 * @param level the caller's level on what is meant
 */
record Found(Assistant assistant, Optional<Draft> draft, Level level) {

  ContentHash content() {
    return draft.map(Draft::head).orElse(assistant.live().content());
  }

  String authoredTag() {
    return AssistantView.authoredTag(assistant, draft.isPresent());
  }

  Instant changedAt() {
    return draft.map(Draft::updated).orElse(assistant.updated()).at();
  }

  String changedBy() {
    return draft.map(Draft::updated).orElse(assistant.updated()).by();
  }
}
