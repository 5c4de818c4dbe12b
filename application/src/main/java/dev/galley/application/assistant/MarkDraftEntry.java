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
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Pins or names an entry of a draft's history. */
public final class MarkDraftEntry {
  private static final List<String> READ_ONLY =
      List.of("seqNo", "contentHash", "at", "by", "current", "reachable", "base", "content");

  private final AssistantDesk desk;

  public MarkDraftEntry(AssistantDesk desk) {
    this.desk = desk;
  }

  /**
   * What is to be noted; what is not named stays.
   *
   * @param readBack members that can't be changed
   */
  public record Patch(Optional<Boolean> pinned, Field<String> label, JsonObject readBack) {

    public Patch {
      Objects.requireNonNull(pinned, "pinned");
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(readBack, "readBack");
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
    JsonObject.Builder readBack = JsonObject.builder();
    READ_ONLY.forEach(name -> reader.raw(name).ifPresent(value -> readBack.put(name, value)));
    reader.ignore("_links");
    Patch patch =
        new Patch(
            reader.flag("pinned"),
            AssistantPatch.nullable(reader, "label", limits.name()),
            readBack.build());
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
    if (entry.isEmpty()) {
      return Round.refused(new Refusal.NotFound("history entry"));
    }
    ReadDraftHistory.One before = one(assistant, draft, entry.get());
    Optional<Refusal> refusal =
        Rights.write(found.level())
            .or(() -> precondition(command.precondition(), found, before))
            .or(() -> ReadBack.check(command.patch().readBack(), before.show()));
    if (refusal.isPresent()) {
      return Round.refused(refusal.get());
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
        ? Round.answer(before)
        : new Round.Save<>(
            AssistantDesk.change(change, transition.get()), before.in(transition.get().next()));
  }

  /** The tag of the draft says nothing of what is noted: it is enough where nothing is yet. */
  private Optional<Refusal> precondition(
      Precondition precondition, Found found, ReadDraftHistory.One entry) {
    return entry.mark().equals(EntryMark.NONE)
        ? desk.precondition(precondition, found, entry.tag())
        : desk.partPrecondition(precondition, Optional.of(entry.tag()), entry.draft().updated());
  }

  private ReadDraftHistory.One one(Assistant assistant, Draft draft, HistoryEntry entry) {
    return new ReadDraftHistory.One(
        assistant, draft, entry, desk.contents().get(assistant.tenant(), entry.content()));
  }
}
