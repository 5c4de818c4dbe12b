package dev.galley.domain.assistant;

import java.util.Objects;

/** What becomes of a write on what is live. */
public sealed interface LiveEdit {

  /** It changes something. */
  record Changed(Transition<Assistant> transition) implements LiveEdit {

    public Changed {
      Objects.requireNonNull(transition, "transition");
    }
  }

  /** All is as it was. */
  record Unchanged() implements LiveEdit {}

  /** The assistant is protected: its content changes through drafts only. */
  record DraftRequired() implements LiveEdit {}
}
