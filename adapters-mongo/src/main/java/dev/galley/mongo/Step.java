package dev.galley.mongo;

import dev.galley.application.store.SaveOutcome;

/** What came of a part of a save's way. */
sealed interface Step {
  Step DONE = new Done();
  Step AGAIN = new Again();

  /** Go on. */
  record Done() implements Step {}

  /** The save is refused. */
  record Refused(SaveOutcome outcome) implements Step {}

  /** Something has moved: begin anew. */
  record Again() implements Step {}

  /** Somebody else's claim is in the way, of which nobody knows yet whether it counts. */
  record Await(Claim claim) implements Step {}
}
