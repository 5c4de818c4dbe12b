package dev.galley.application.assistant;

import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.Transition;
import java.util.Objects;
import java.util.Optional;

/** Opens the draft of an assistant, or finds the one that is open. */
public final class OpenDraft {
  private final AssistantDesk desk;

  public OpenDraft(AssistantDesk desk) {
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

  /** The draft, new or as it was. */
  public sealed interface Draft {

    /** The draft. */
    AssistantView view();
  }

  /** It has been opened by this call. */
  public record Opened(AssistantView view) implements Draft {}

  /** It was open already. */
  public record AlreadyOpen(AssistantView view) implements Draft {}

  /** The draft; there is one per assistant, shared by all who may write. */
  public Outcome<Draft> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().target(command.caller(), command.id()),
            found -> round(command, found, change)));
  }

  private Round<Draft> round(Command command, Found found, ChangeId change) {
    Optional<Refusal> refusal = Rights.write(found.level());
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    if (found.draft().isPresent()) {
      return Round.refused(new Refusal.AlreadyADraft());
    }
    if (!command.precondition().holds(found.authoredTag())) {
      return Round.refused(
          new Refusal.PreconditionFailed(
              found.authoredTag(), found.changedAt(), found.changedBy()));
    }
    Assistant assistant = found.assistant();
    if (assistant.draft().isPresent()) {
      return Round.answer(
          new AlreadyOpen(desk.view(new Found(assistant, assistant.draft(), found.level()))));
    }
    Transition<Assistant> transition = assistant.openDraft(desk.stamp(command.caller()), change);
    Assistant next = transition.next();
    AssistantContent content = desk.contents().get(next.tenant(), next.live().content());
    return new Round.Save<>(
        desk.draftChange(change, transition), new Opened(desk.view(next, next.draft(), content)));
  }
}
