package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.Transition;
import java.util.Optional;
import java.util.OptionalLong;

/** Throws a working copy away, with its history. */
public final class DiscardCopy {
  private final AgentDesk desk;
  private final Copies copies;

  public DiscardCopy(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /**
   * What is left of it. Needs the role Editor.
   *
   * @param seen the version that the caller has seen; none discards whatever is there
   */
  public Outcome<WorkingCopy> handle(
      CopyAddress address, OptionalLong seen, Optional<String> client) {
    return desk.saver()
        .settle(change ->
            Round.with(
                seen.isPresent() ? copies.writable(address, seen) : copies.place(address),
                place -> {
                  Optional<WorkingCopy> open = place.open();
                  if (open.isEmpty()) {
                    return Round.refused(missing(place));
                  }
                  Transition<WorkingCopy> ended =
                      open.get().discard(copies.writer(address.caller(), client), change);
                  return new Round.Save<>(Change.of(change, ended), ended.next());
                }));
  }

  private static Refusal missing(Copies.Place place) {
    Refusal gone = place.gone();
    return gone instanceof Refusal.DraftMoved ? gone : new Refusal.NotFound("draft");
  }
}
