package dev.galley.application.agent;

import dev.galley.application.store.Change;
import dev.galley.application.store.Round;
import dev.galley.application.support.Outcome;
import dev.galley.application.support.Refusal;
import dev.galley.domain.agent.OpenCopy;
import dev.galley.domain.agent.WorkingCopy;
import dev.galley.domain.aggregate.ChangeId;
import dev.galley.domain.assistant.EntryMark;
import dev.galley.domain.assistant.HistoryEntry;
import dev.galley.domain.assistant.SeqNo;
import java.util.Optional;

/** Pins or names an entry of a working copy's history. */
public final class MarkCopyEntry {
  private final AgentDesk desk;
  private final Copies copies;

  public MarkCopyEntry(AgentDesk desk) {
    this.desk = desk;
    this.copies = new Copies(desk);
  }

  /** An entry with what is noted about it. */
  public record Marked(HistoryEntry entry, EntryMark mark) {}

  /** The entry. Its working copy's version stays. Needs the role Editor. */
  public Outcome<Marked> handle(CopyAddress address, SeqNo seqNo, AgentForms.Mark wish) {
    return desk.saver()
        .settle(change ->
            Round.with(copies.place(address), place -> round(place, seqNo, wish, change)));
  }

  private Round<Marked> round(
      Copies.Place place, SeqNo seqNo, AgentForms.Mark wish, ChangeId change) {
    Optional<WorkingCopy> found =
        place.open().filter(copy -> copy.open().orElseThrow().kept().has(seqNo));
    Optional<HistoryEntry> entry = found.flatMap(copy -> copies.entry(copy, seqNo));
    if (entry.isEmpty()) {
      return Round.refused(new Refusal.NotFound("history entry"));
    }
    WorkingCopy copy = found.orElseThrow();
    OpenCopy open = copy.open().orElseThrow();
    EntryMark mark = wish.onto(open.mark(seqNo));
    boolean full = open.marks().size() == EntryMark.MOST && !open.marks().containsKey(seqNo);
    if (full && !mark.equals(EntryMark.NONE)) {
      return Round.refused(new Refusal.TooManyPins(EntryMark.MOST));
    }
    Marked marked = new Marked(entry.get(), mark);
    return copy.mark(seqNo, mark, change)
        .<Round<Marked>>map(next -> new Round.Save<>(Change.of(change, next), marked))
        .orElseGet(() -> Round.answer(marked));
  }
}
