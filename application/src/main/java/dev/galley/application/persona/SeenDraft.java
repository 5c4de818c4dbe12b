package dev.galley.application.persona;

import dev.galley.domain.access.Caller;
import dev.galley.domain.access.Level;
import dev.galley.domain.item.Item;
import dev.galley.domain.persona.Persona;
import dev.galley.domain.persona.PersonaDraft;
import dev.galley.domain.persona.Proposal;
import java.util.Objects;
import java.util.Optional;

/**
 * A draft in the eyes of a caller who may read it.
 *
 * @param persona the published persona that it is a draft of
 */
public record SeenDraft(Caller caller, Item item, PersonaDraft draft, Optional<Persona> persona) {

  public SeenDraft {
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(draft, "draft");
    Objects.requireNonNull(persona, "persona");
  }

  /** Whether the caller is its owner. */
  public boolean owns() {
    return caller.user().equals(draft.owner());
  }

  /** The caller's level on the persona; none when there is none yet. */
  Level level() {
    return persona.map(found -> found.levelOf(caller)).orElse(Level.NONE);
  }

  /** Whether it was begun by a proposal of the caller. */
  boolean began() {
    return draft.author().filter(caller.user()::equals).isPresent();
  }

  private boolean waits() {
    return draft.openProposals().stream()
        .anyMatch(proposal -> proposal.made().by().equals(caller.user()));
  }

  boolean reads() {
    return owns()
        || caller.isTenantAdmin()
        || draft.isReviewedBy(caller)
        || (began() && waits())
        || level() == Level.ADMIN;
  }

  /** Whether the caller decides on proposals. */
  boolean decides() {
    return owns() || draft.isReviewedBy(caller) || level() == Level.ADMIN;
  }

  /** Whether the caller may decide on that one: not with the token that has made it. */
  boolean decides(Proposal proposal) {
    return decides() && !isOwn(proposal);
  }

  boolean isOwn(Proposal proposal) {
    return proposal.token().isPresent() && proposal.token().equals(caller.apiToken());
  }

  /** Whether the caller publishes it, and rebases it. */
  boolean publishes() {
    return persona.isEmpty()
        ? owns()
        : level().allows(Level.WRITE)
            && (owns() || (draft.author().isPresent() && level() == Level.ADMIN));
  }
}
