package dev.galley.application.assistant;

import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.aggregate.Stamp;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.EndedDraft;
import dev.galley.domain.assistant.Transition;
import java.util.Objects;
import java.util.Optional;

/** Throws a draft away; what is live stays as it is. */
public final class DiscardDraft {
  private final AssistantDesk desk;

  public DiscardDraft(AssistantDesk desk) {
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

  /** How the draft ended. */
  public Outcome<EndedDraft> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().draft(command.caller(), command.id()),
            found ->
                round(desk, found, command.precondition(), desk.stamp(command.caller()), change)));
  }

  static Round<EndedDraft> round(
      AssistantDesk desk, Found found, Precondition precondition, Stamp stamp, ChangeId change) {
    Optional<Refusal> refusal =
        Rights.write(found.level()).or(() -> desk.precondition(precondition, found));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    Transition<Assistant> transition = found.assistant().discardDraft(stamp, change);
    return new Round.Save<>(
        desk.draftChange(change, transition), transition.next().lastDraft().orElseThrow());
  }
}
