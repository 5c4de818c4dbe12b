package dev.galley.application.assistant;

import dev.galley.application.assistant.AssistantPatch.Field;
import dev.galley.application.store.Round;
import dev.galley.application.support.BodyReader;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Precondition;
import dev.galley.application.support.Refusal;
import dev.galley.domain.access.Caller;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.Assistant;
import dev.galley.domain.assistant.Draft;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.Transition;
import dev.galley.domain.content.InvalidContent;
import dev.galley.domain.content.JsonObject;
import java.util.Objects;
import java.util.Optional;

/** Pins or names an entry of a draft's history. */
public final class MarkDraftEntry {
  private final AssistantDesk desk;

  public MarkDraftEntry(AssistantDesk desk) {
    this.desk = desk;
  }

  /** What is to be noted; what is not named stays. */
  public record Patch(Optional<Boolean> pinned, Field<String> label) {

    public Patch {
      Objects.requireNonNull(pinned, "pinned");
      Objects.requireNonNull(label, "label");
    }
  }

  /** What is asked for. */
  public record Command(
      Caller caller, String id, Precondition precondition, long seqNo, Patch patch) {

    public Command {
      Objects.requireNonNull(caller, "caller");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(precondition, "precondition");
      Objects.requireNonNull(patch, "patch");
    }
  }

  /**
   * Reads the body of a request.
   *
   * @throws InvalidContent with everything that is wrong
   */
  public static Patch read(JsonObject body, Limits limits) {
    BodyReader reader = new BodyReader(body);
    Patch patch =
        new Patch(reader.flag("pinned"), AssistantPatch.nullable(reader, "label", limits.name()));
    reader.finish();
    return patch;
  }

  /** The entry with its content. */
  public Outcome<ReadDraftHistory.One> handle(Command command) {
    return desk.settle(change ->
        Round.with(
            desk.finder().draft(command.caller(), command.id()),
            found -> round(command, found, change)));
  }

  private Round<ReadDraftHistory.One> round(Command command, Found found, ChangeId change) {
    Assistant assistant = found.assistant();
    Draft draft = found.draft().orElseThrow();
    Optional<HistoryEntry> entry = desk.entry(assistant, draft, command.seqNo());
    Optional<Refusal> refusal =
        (entry.isEmpty()
                ? Optional.<Refusal>of(new Refusal.NotFound("history entry"))
                : Optional.<Refusal>empty())
            .or(() -> Rights.write(found.level()))
            .or(() -> desk.precondition(command.precondition(), found));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
    }
    if (command.seqNo() > draft.lastSeqNo()) {
      // It was made after the draft was loaded.
      return new Round.Again<>();
    }
    EntryMark current = draft.mark(command.seqNo());
    EntryMark mark =
        new EntryMark(
            command.patch().pinned().orElse(current.pinned()),
            command.patch().label().over(current.label()));
    if (!mark.equals(EntryMark.NONE)
        && !draft.marks().containsKey(command.seqNo())
        && draft.marks().size() >= EntryMark.MOST) {
      return Round.refused(new Refusal.TooManyPins(EntryMark.MOST));
    }
    Optional<Transition<Assistant>> transition = assistant.markEntry(command.seqNo(), mark, change);
    return transition.isEmpty()
        ? Round.answer(one(assistant, draft, entry.orElseThrow()))
        : new Round.Save<>(
            AssistantDesk.change(change, transition.get()),
            one(
                transition.get().next(),
                transition.get().next().draft().orElseThrow(),
                entry.orElseThrow()));
  }

  private ReadDraftHistory.One one(Assistant assistant, Draft draft, HistoryEntry entry) {
    return new ReadDraftHistory.One(
        assistant, draft, entry, desk.contents().get(assistant.tenant(), entry.content()));
  }
}
