package dev.galley.application.assistant;

import dev.galley.application.store.Change;
import dev.galley.application.store.NameChange;
import dev.galley.application.store.Round;
import dev.galley.application.store.SaveOutcome;
import dev.galley.application.support.ApplicationException;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.aggregate.Tombstone;
import dev.galley.domain.assistant.Leftovers;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.item.Item;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Deletes an assistant with all that belongs to it; for the id of a draft, discards that draft. */
public final class DeleteAssistant {
  private final AssistantDesk desk;

  public DeleteAssistant(AssistantDesk desk) {
    this.desk = desk;
  }

  /** What is asked for. */
  public record Command(Caller caller, String id, Precondition precondition) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
    }
  }

  /** When and by whom it went. */
  public Outcome<Stamp> handle(Command command) {
    AtomicReference<Optional<Leftovers>> noted = new AtomicReference<>(Optional.empty());
    Outcome<Stamp> outcome =
        desk.settle(change ->
            Round.with(
                desk.finder().target(command.caller(), command.id()),
                found -> round(command, found, change, noted)));
    if (outcome instanceof Outcome.Done<Stamp>) {
      try {
        noted.get().ifPresent(leftovers -> ClearDeletedAssistants.putBack(desk, leftovers));
      } catch (ApplicationException e) {
        // It is gone all the same, and whoever settles the note looks once more too.
      }
    }
    return outcome;
  }

  private Round<Stamp> round(
      Command command, Found found, ChangeId change, AtomicReference<Optional<Leftovers>> noted) {
    Stamp stamp = desk.stamp(command.caller());
    if (found.draft().isPresent()) {
      return switch (DiscardDraft.round(desk, found, command.precondition(), stamp, change)) {
        case Round.Answer<?>(Outcome<?> outcome) -> new Round.Answer<>(outcome.map(ended -> stamp));
        case Round.Save<?>(var save, var ended) -> new Round.Save<>(save, stamp);
        case Round.Again<?> again -> new Round.Again<>();
      };
    }
    Optional<Refusal> refusal =
        Rights.delete(found.level()).or(() -> desk.precondition(command.precondition(), found));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Leftovers leftovers = new Leftovers(found.assistant().tenant(), found.assistant().id(), stamp);
    if (!noted(leftovers)) {
      return new Round.Again<>();
    }
    noted.set(Optional.of(leftovers));
    Transition<Tombstone> transition = found.assistant().delete(stamp, change);
    return new Round.Save<>(
        AssistantDesk.change(change, transition).with(new NameChange.GiveUp()),
        transition.next().deleted());
  }

  /**
   * Notes, before it is gone, that the items on it are to be erased; of an assistant that is gone
   * nobody would know any more that it has left some.
   */
  private boolean noted(Leftovers leftovers) {
    ChangeId change = desk.changeId();
    Transition<Item> note =
        desk.saver()
            .aggregates()
            .find(leftovers.ref())
            .map(there -> ((Item) there).next(leftovers.saying(), change))
            .orElseGet(() -> Item.first(leftovers.ref(), leftovers.saying(), change));
    return desk.saver().save(Change.of(change, note)) instanceof SaveOutcome.Saved;
  }
}
