package dev.galley.application.assistant;

import dev.galley.application.support.Outcome;
import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.ChainCheck;

/**
 * Proves that what was live has not been altered in the store: computes the chain of revisions
 * anew, and the hash of each content that is kept. It reads a bounded part at a time, however long
 * the chain is.
 */
public final class VerifyRevisions {
  private final AssistantDesk desk;

  public VerifyRevisions(AssistantDesk desk) {
    this.desk = desk;
  }

  /** What was found about the chain that ends in what is live in {@code assistant}. */
  public record Verified(Assistant assistant, ChainCheck check) {}

  /** Looks at the whole chain, or up to the first revision that does not fit. Needs level 2. */
  public Outcome<Verified> handle(Caller caller, String id) {
    return ReadRevisions.readable(desk, caller, id, Level.WRITE)
        .then(assistant -> {
          ChainCheck check = check(assistant);
          // What is deleted meanwhile is no chain any more.
          return check.fault().isEmpty()
              ? Outcome.done(new Verified(assistant, check))
              : ReadRevisions.readable(desk, caller, id, Level.WRITE)
                  .map(still -> new Verified(assistant, check));
        });
  }

  private ChainCheck check(Assistant assistant) {
    return new ChainWalk(desk.revisions(), desk.snapshots(), assistant.ref())
        .check(0, assistant.live().revision(), assistant.live().hash());
  }
}
