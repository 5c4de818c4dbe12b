package dev.galley.application.assistant;

import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Transition;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Undoes the last step of a draft, or does it again, whoever made it. */
public final class StepDraft {
  private final AssistantDesk desk;

  public StepDraft(AssistantDesk desk) {
    this.desk = desk;
  }

  /** Which way the head moves in the draft's history. */
  public enum Direction {
    UNDO,
    REDO
  }

  /** What is asked for. */
  public record Command(Caller caller, String id, Precondition precondition, Direction direction) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
      Objects.requireNonNull(direction, "direction");
    }
  }

  /** The draft with the other head. */
  public Outcome<AssistantView> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().draft(command.caller(), command.id()),
            found -> round(command, found, change)));
  }

  private Round<AssistantView> round(Command command, Found found, ChangeId change) {
    Optional<Refusal> refusal =
        Rights.write(found.level()).or(() -> desk.precondition(command.precondition(), found));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Assistant assistant = found.assistant();
    Draft draft = found.draft().orElseThrow();
    OptionalLong to =
        switch (command.direction()) {
          case UNDO -> draft.path().before(draft.seqNo());
          case REDO -> draft.path().after(draft.seqNo());
        };
    if (to.isEmpty()) {
      return Round.refused(
          switch (command.direction()) {
            case UNDO -> new Refusal.NothingToUndo();
            case REDO -> new Refusal.NothingToRedo();
          });
    }
    Optional<HistoryEntry> entry = desk.entry(assistant, draft, to.getAsLong());
    Optional<Draft.Base> base = base(assistant, draft, draft.path().baseOf(to.getAsLong()));
    if (entry.isEmpty() || base.isEmpty()) {
      // The history of a draft that has ended meanwhile may be gone.
      return new Round.Again<>();
    }
    Transition<Assistant> transition =
        assistant.stepDraft(entry.get(), base.get(), desk.stamp(command.caller()), change);
    Assistant next = transition.next();
    return new Round.Save<>(
        desk.draftChange(change, transition)
            .with(
                desk.contents().again(next.tenant(), entry.get().content(), base.get().content())),
        desk.view(new Found(next, next.draft(), found.level())));
  }

  private Optional<Draft.Base> base(Assistant assistant, Draft draft, long number) {
    return number == draft.base()
        ? Optional.of(new Draft.Base(number, draft.baseContent()))
        : desk.revisions().find(assistant.tenant(), assistant.id(), number).map(Draft.Base::of);
  }
}
