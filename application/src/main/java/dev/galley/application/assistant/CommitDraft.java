package dev.galley.application.assistant;

import dev.galley.application.assistant.AssistantDesk.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Assistant.Authored;
import dev.galley.domain.assistant.AssistantContent;
import dev.galley.domain.assistant.CommitDecision;
import dev.galley.domain.assistant.Transition;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Publishes a draft: live becomes its head, and the draft is gone, in one step. */
public final class CommitDraft {
  private final AssistantDesk desk;

  public CommitDraft(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * What is asked for.
   *
   * @param force whether to commit although live has moved past the base
   * @param expectedRevision the live revision that a forced commit goes over, as an earlier refusal
   *     has named it
   * @param comment what the revision says about itself
   */
  public record Command(
      Caller caller,
      String id,
      Precondition precondition,
      boolean force,
      OptionalLong expectedRevision,
      Optional<String> comment) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
      Objects.requireNonNull(expectedRevision, "expectedRevision");
      Objects.requireNonNull(comment, "comment");
    }
  }

  /** What is live after it; the same as before when the draft changed nothing. */
  public Outcome<AssistantView> handle(Command command) {
    return desk.settle(change ->
        AssistantDesk.with(
            desk.finder().draft(command.caller(), command.id()),
            found -> round(command, found, change)));
  }

  private Round<AssistantView> round(Command command, Found found, ChangeId change) {
    Assistant assistant = found.assistant();
    AssistantContent live = desk.contents().get(assistant.tenant(), assistant.live().content());
    AssistantContent head = desk.contents().get(assistant.tenant(), found.content());
    Optional<Refusal> refusal =
        Rights.write(found.level())
            .or(() -> Rights.opening(live.shared(), head.shared(), found.level()))
            .or(() -> desk.precondition(command.precondition(), found))
            .or(() -> unnamedForce(command));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    CommitDecision decided =
        assistant.commit(
            new Authored(head, found.content()),
            AssistantDesk.changed(live, head),
            command.force() ? command.expectedRevision() : OptionalLong.empty(),
            command.comment(),
            desk.stamp(command.caller()),
            change);
    return switch (decided) {
      case CommitDecision.Committed(Transition<Assistant> transition) ->
          saved(transition, head, change);
      case CommitDecision.NothingToCommit(Transition<Assistant> transition) ->
          saved(transition, live, change);
      case CommitDecision.LiveChanged moved -> {
        AssistantContent base =
            desk.contents().get(assistant.tenant(), found.draft().orElseThrow().baseContent());
        yield Round.refused(LiveMoved.refusal(desk, found, base, live, head));
      }
    };
  }

  private static Optional<Refusal> unnamedForce(Command command) {
    return command.force() && command.expectedRevision().isEmpty()
        ? Optional.of(
            new Refusal.PreconditionRequired(
                "force=true needs expectedRevision: the live revision that you have seen and want"
                    + " to commit over."))
        : Optional.empty();
  }

  private Round<AssistantView> saved(
      Transition<Assistant> transition, AssistantContent content, ChangeId change) {
    return new Round.Save<>(
        AssistantDesk.change(change, transition),
        desk.view(transition.next(), Optional.empty(), content));
  }
}
