package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import dev.galley.domain.assistant.Transition;
import java.util.Optional;
import java.util.OptionalLong;

/** Undoes or redoes one step of a working copy. */
public final class StepCopy {
  private final AgentDesk desk;
  private final Copies copies;

  public StepCopy(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /** Where to go. */
  public enum Direction {
    UNDO,
    REDO
  }

  /** The working copy with the head next to the current one. Needs the role Editor. */
  public Outcome<CopyView> handle(
      CopyAddress address, OptionalLong seen, Optional<String> client, Direction direction) {
    return desk.saver()
        .settle(change ->
            Round.with(
                copies.writable(address, seen),
                place -> {
                  WorkingCopy copy = place.open().orElseThrow();
                  OpenCopy open = copy.open().orElseThrow();
                  SeqNo cursor = open.cursor().entry();
                  Optional<SeqNo> step =
                      direction == Direction.UNDO
                          ? open.path().before(cursor)
                          : open.path().after(cursor);
                  if (step.isEmpty()) {
                    return Round.refused(
                        direction == Direction.UNDO
                            ? new Refusal.NothingToUndo()
                            : new Refusal.NothingToRedo());
                  }
                  Optional<HistoryEntry> entry = copies.entry(copy, step.get());
                  if (entry.isEmpty()) {
                    return new Round.Again<>();
                  }
                  Transition<WorkingCopy> stepped =
                      copy.step(entry.get(), copies.writer(address.caller(), client), change);
                  return new Round.Save<>(
                      Change.of(change, stepped), copies.view(place.agent(), stepped.next()));
                }));
  }
}
